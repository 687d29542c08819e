package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A pattern finds what `java.util.regex` finds, or is refused in words.
class RegexMeaningTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b",
          "ab",
          "aab",
          "abc",
          "A",
          "aB",
          "a\n",
          "a\r\n",
          "\n",
          "\r\n",
          "a\nb",
          "a\n\n",
          "\na",
          "a b",
          "a-b",
          "a_1",
          "12",
          "a1b22",
          "\u00e4",
          "\u00c4",
          "\u212a",
          "\u0131",
          "\u0130",
          "\u017f",
          "straSSe\u00df",
          "a\u2028",
          "a\u0085",
          "\u00a0",
          "&&",
          "[]",
          "^$",
          "\ud83d\ude00",
          "x\ud83d\ude00y\n",
          "k",
          "K",
          "s",
          "S",
          "i",
          "I",
          "zZ09",
          "\t",
          "a\r",
          "\u0141\u00f3d\u017a",
          "aaaa",
          "abab");

  private static final String[] ATOMS = {
    "a",
    "b",
    "A",
    "k",
    "s",
    "i",
    "\u00e4",
    "\u00df",
    "\\d",
    "\\w",
    "\\s",
    "\\S",
    "\\W",
    "\\D",
    ".",
    "[ab]",
    "[^a]",
    "[a-c]",
    "[a-z&&[^b]]",
    "[^a-c[x-z]]",
    "[\\w&&[^\\d]]",
    "[a-c&&b-d]",
    "[\\s\\d]",
    "[^\\W]",
    "[]a]",
    "[a-]",
    "[.$^]",
    "\\h",
    "\\v",
    "\\n",
    "\\r",
    "\\t",
    "\\x41",
    "\\u0061",
    "\\p{L}",
    "\\p{Lu}",
    "\\P{L}",
    "\\p{Alpha}",
    "\\p{IsLatin}",
    "\\Qa.b\\E",
    "\\.",
    "\\$",
    "-",
    "&",
    " ",
    "(?:ab)",
    "(?:a|b)",
    "(?:a|ab)",
    "[\u00c0-\u00ff]",
    "\\p{Punct}",
    "(?i:a)",
    "(?i:K)",
    "(?iu:k)",
    "(?iu:s)",
    "(?iu:i)",
    "(?iu:\u00e4)",
    "(?i:\u00e4)",
    "(?i:[a-k])",
    "(?iu:[a-k])",
    "(?s:.)",
    "(?iu:[^i])",
    "(?i:[^b])",
    "\\p{Nd}",
    "\\0101",
    "\\cJ",
    "(?:)",
    "(a*)",
    "(?:a?b?)",
    "(?:a*b*)",
    "(?:|a)",
    "(?:a|)",
    "(\\s*\\w?)"
  };

  private static final String[] QUANTIFIERS = {
    "",
    "",
    "",
    "",
    "*",
    "+",
    "?",
    "*?",
    "+?",
    "??",
    "{2}",
    "{1,2}",
    "{0,1001}",
    "{1,}",
    "{0,2}?",
    "{0}"
  };

  private static final String[] BEFORE = {"", "", "", "^", "\\A", "\\b", "(?i)", "(?s)", "(?iu)"};
  private static final String[] BEHIND = {"", "", "", "$", "\\z", "\\Z", "\\b", "|a$", "|\\n"};

  @Test
  void thousandsOfPatternsMeanTheSame() {
    var random = new Random(20_26);
    int compared = 0;
    int refused = 0;
    var different = new ArrayList<String>();
    for (int i = 0; i < 4_000; i++) {
      String pattern = pattern(random);
      Pattern java;
      try {
        java = Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        continue;
      }
      if (!isAccepted(pattern)) {
        refused++;
        continue;
      }
      for (int t = 0; t < 8; t++) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        String found = found(pattern, text);
        if (found.startsWith("refused")) continue;
        if (!found.equals(found(java, text)))
          different.add(
              pattern
                  + " on "
                  + escaped(text)
                  + ": "
                  + escaped(found)
                  + " not "
                  + escaped(found(java, text)));
        compared++;
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(10_000);
    assertThat(refused).isLessThan(1_500);
  }

  private static String pattern(Random random) {
    var pattern = new StringBuilder(one(random, BEFORE));
    boolean group = random.nextInt(4) == 0;
    if (group) pattern.append("(?<g>");
    int atoms = 1 + random.nextInt(3);
    for (int i = 0; i < atoms; i++) {
      pattern.append(one(random, ATOMS)).append(one(random, QUANTIFIERS));
      if (random.nextInt(6) == 0) pattern.append('|');
    }
    if (group) pattern.append(')').append(random.nextInt(3) == 0 ? "+" : "");
    return pattern.append(one(random, BEHIND)).toString();
  }

  private static String one(Random random, String[] some) {
    return some[random.nextInt(some.length)];
  }

  private static boolean isAccepted(String pattern) {
    try {
      Sandbox.call(
          MappingLimits.STANDARD,
          MappingException.Kind.SYNTAX,
          () -> BoundedRegex.compile(pattern));
      return true;
    } catch (MappingException e) {
      assertThat(e.reason()).isNotBlank();
      return false;
    }
  }

  private static String found(String pattern, String text) {
    try {
      return Sandbox.call(
          MappingLimits.STANDARD,
          MappingException.Kind.RUNTIME,
          () -> {
            var all = new StringBuilder();
            var regex = BoundedRegex.compile(pattern);
            var matches = regex.matches(text);
            while (matches.find()) {
              all.append(matches.start()).append('-').append(matches.end());
              if (pattern.contains("<g>")) all.append('=').append(matches.group("g"));
              all.append(';');
            }
            return all.toString();
          });
    } catch (MappingException e) {
      return "refused " + e.reason();
    }
  }

  private static String found(Pattern pattern, String text) {
    var all = new StringBuilder();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      all.append(matcher.start()).append('-').append(matcher.end());
      if (pattern.pattern().contains("<g>")) all.append('=').append(matcher.group("g"));
      all.append(';');
    }
    return all.toString();
  }

  private static String escaped(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "test(.nl, \"a$\") ~ true",
        "test(.crlf, \"^a$\") ~ true",
        "test(.nl, \"a\\\\z\") ~ false",
        "replace(.nl, \"a$\", \"b\") ~ \"b\\n\"",
        "split(.nl, \"a$\") ~ [\"\",\"\\n\"]",
        "capture(.nl, \"(?<all>.*$)\") ~ {\"all\":\"a\"}",
        "test(.kelvin, \"(?i)k\") ~ false",
        "test(.kelvin, \"(?iu)k\") ~ true",
        "test(.umlaut, \"(?iu)\\u00e4\") ~ true",
        "test(.umlaut, \"(?i)\\u00e4\") ~ false",
        "replace(\"abc\", \"[a-z&&[^b]]\", \"x\") ~ \"xbx\"",
        "test(.long, \"^a{0,1001}$\") ~ true",
        "test(.long, \"^a{0,1000}$\") ~ false",
      })
  void functionsFollow(String source, String expected) {
    assertThat(Mapping.compile(source).apply(input()).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a(?=b)",
        "(?<!a)b",
        "(a)\\\\1",
        "a++",
        "(?m)^a",
        "(?m)a$",
        "a$b",
        "(|a)*",
        "(?:a??)*",
        "(?<g>a*)+",
        "(?x) a",
        "(?d).",
        "(?U)\\\\w",
        "\\\\Ga",
        "\\\\X",
        "(?i)\\\\p{Lu}",
        "(?>a)",
        "a\\\\R",
        "\\\\p{InGreek}"
      })
  void whatHasNoCounterpartIsRefusedInWords(String pattern) {
    assertThatThrownBy(() -> Mapping.compile("test(.a, \"" + pattern + "\")"))
        .isInstanceOfSatisfying(
            MappingException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(MappingException.Kind.SYNTAX);
              assertThat(refused.reason()).contains("Regular expression", "at character");
            });
  }

  private static ObjectNode input() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("nl", "a\n")
        .put("crlf", "a\r\n")
        .put("kelvin", "\u212a")
        .put("umlaut", "\u00c4")
        .put("long", "a".repeat(1_001));
  }
}
