package io.interline.flow.internal.expression;

import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A pattern as `java.util.regex` means it, in the words of RE2/J; what has no counterpart there is
/// refused.
///
/// RE2/J unrolls `x{n,m}` without a bound (`((a{1000}){1000}){1000}` takes all memory), so the
/// steps are counted before it compiles.
///
/// @param program how many steps the pattern unrolls to at most
/// @param ends groups that take in a line terminator at the end of the text, as `$` stands before
///     one: a match ends where they begin
/// @param atWords whether it looks for boundaries of words
record RegexTranslation(String regexp, int program, List<Integer> ends, boolean atWords) {

  RegexTranslation {
    ends = List.copyOf(ends);
  }

  private static final int MAX_PATTERN = 1_000;
  private static final int MAX_PROGRAM = 3_000;

  /// RE2/J repeats nothing more often at once.
  private static final int MAX_TIMES = 1_000;

  /// A set of many ranges counts as so many steps.
  private static final int SET_STEPS = 10;

  /// @throws JsltException when the pattern is wrong, too long, too large or has no counterpart
  static RegexTranslation of(String pattern) {
    if (pattern.length() > MAX_PATTERN)
      throw new JsltException("Regular expression longer than " + MAX_PATTERN + " characters");
    try {
      var checked = Pattern.compile(pattern);
      var translator = new Translator(checked.pattern());
      var all = translator.alternatives();
      return new RegexTranslation(
          all.text(), (int) all.steps(), translator.ends, translator.atWords);
    } catch (PatternSyntaxException e) {
      throw new JsltException(
          "Syntax error in regular expression '" + pattern + "': " + e.getDescription(), e);
    }
  }

  /// A part of the pattern.
  ///
  /// @param empty whether it may match nothing
  /// @param captures whether it has groups
  /// @param ends whether it may match only at the end of the text
  /// @param chooses whether it matters which of several ways it matches in
  private record Part(
      String text, long steps, boolean empty, boolean captures, boolean ends, boolean chooses) {

    static Part of(CodePoints set) {
      return new Part(
          set.pattern(), Math.min(SET_STEPS, 1 + set.ranges() / 16), false, false, false, false);
    }

    static Part at(String place) {
      return new Part(place, 1, true, false, false, false);
    }
  }

  /// Goes over a pattern that is right once, from left to right.
  private static final class Translator {
    private final RegexReader in;
    private final List<Integer> ends = new ArrayList<>();
    private boolean atWords;
    private int groups;

    Translator(String pattern) {
      in = new RegexReader(pattern);
    }

    /// Up to the end of the group, whose flags end there too.
    Part alternatives() {
      int flags = in.flags();
      var text = new StringBuilder();
      long steps = 0;
      boolean empty = false;
      boolean captures = false;
      boolean end = false;
      boolean chooses = false;
      boolean more;
      do {
        var one = sequence();
        text.append(one.text());
        steps = counted(steps + one.steps() + 1);
        empty |= one.empty();
        captures |= one.captures();
        end |= one.ends();
        chooses |= one.chooses();
        more = in.take('|');
        if (more) text.append('|');
        chooses |= more;
      } while (more);
      in.flags(flags);
      return new Part(text.toString(), steps, empty, captures, end, chooses);
    }

    private Part sequence() {
      var text = new StringBuilder();
      long steps = 0;
      boolean empty = true;
      boolean captures = false;
      boolean end = false;
      boolean chooses = false;
      while (!in.isOver() && !in.has('|') && !in.has(')')) {
        int from = in.at();
        var atom = atom();
        if (atom == null) continue;
        if (end) throw in.refused(from, "nothing may follow '$' but the end of the pattern");
        var part = repeated(atom, from);
        text.append(part.text());
        steps = counted(steps + part.steps());
        empty &= part.empty();
        captures |= part.captures();
        end = part.ends();
        chooses |= part.chooses();
      }
      return new Part(text.toString(), steps, empty, captures, end, chooses);
    }

    /// Absent for flags, which match nothing.
    private @Nullable Part atom() {
      int from = in.at();
      int c = in.next();
      return switch (c) {
        case '(' -> group(from);
        case '[' -> Part.of(in.set(true));
        case '.' -> Part.of(in.isSet('s') ? CodePoints.ALL : CharacterNames.LINE.not());
        case '^' -> {
          if (in.isSet('m'))
            throw in.refused(from, "'^' with (?m) is not supported; split the text into lines");
          yield Part.at("\\A");
        }
        case '$' -> {
          if (in.isSet('m'))
            throw in.refused(from, "'$' with (?m) is not supported; split the text into lines");
          yield end();
        }
        case '\\' -> escape(from);
        default -> Part.of(in.folded(c));
      };
    }

    /// Before a line terminator that ends the text, too.
    private Part end() {
      ends.add(++groups);
      return new Part(
          "(\\r\\n|" + CharacterNames.LINE.pattern() + ")?\\z", 6, true, false, true, false);
    }

    private @Nullable Part group(int from) {
      String open = "(";
      int outer = in.flags();
      if (in.take('?')) {
        if (in.take('<')) {
          if (in.has('=') || in.has('!')) throw in.refused(from, "look-behind is not supported");
          open = "(?P<" + in.upTo('>') + ">";
        } else if (in.take(':')) {
          open = "(?:";
        } else if (in.has('=') || in.has('!')) {
          throw in.refused(from, "look-ahead is not supported");
        } else if (in.has('>')) {
          throw in.refused(from, "'(?>' is not supported; use '(?:'");
        } else {
          boolean isGroup = in.readFlags();
          if (!isGroup) return null;
          open = "(?:";
        }
      }
      boolean captures = !open.equals("(?:");
      if (captures) groups++;
      var inside = alternatives();
      in.next();
      in.flags(outer);
      return new Part(
          open + inside.text() + ")",
          inside.steps() + 2,
          inside.empty(),
          captures || inside.captures(),
          inside.ends(),
          open.length() > 3 || inside.chooses());
    }

    private Part escape(int from) {
      int c = in.next();
      switch (c) {
        case 'A' -> {
          return Part.at("\\A");
        }
        case 'z' -> {
          return Part.at("\\z");
        }
        case 'Z' -> {
          return end();
        }
        case 'b', 'B' -> {
          if (in.has('{')) throw in.refused(from, "'\\b{' is not supported; use '\\b'");
          atWords = true;
          return Part.at(c == 'b' ? "\\b" : "\\B");
        }
        case 'R' ->
            throw in.refused(from, "'\\R' is not supported; write (?:\\r\\n|\\r|\\n) in its place");
        case 'Q' -> {
          return quoted();
        }
        default -> {
          return Part.of(in.escaped(from, c));
        }
      }
    }

    /// The last character stands for itself: what follows repeats only that.
    private Part quoted() {
      var text = new StringBuilder();
      long steps = 0;
      var points = in.quoted().codePoints().toArray();
      for (int i = 0; i < points.length; i++) {
        var point = Part.of(in.folded(points[i]));
        boolean last = i == points.length - 1;
        text.append((last ? repeated(point, in.at()) : point).text());
        steps = counted(steps + point.steps());
      }
      return new Part(text.toString(), steps, points.length == 0, false, false, false);
    }

    private Part repeated(Part atom, int from) {
      var times = in.repetition();
      if (times == null) return atom;
      if (in.take('+'))
        throw in.refused(
            from, "possessive quantifiers are not supported; leave out the second '+'");
      boolean lazy = in.take('?');
      boolean once = times.most() == 0 || times.most() == 1;
      if (atom.ends()) throw in.refused(from, "'$' cannot be repeated");
      if (atom.empty() && atom.chooses() && !once)
        throw in.refused(
            from, "what is repeated may match nothing, in several ways; make it match a character");
      // 'x+' is one x and a way back.
      long least = times.text().equals("+") ? 0 : times.least();
      long most = Math.max(least, times.most() < 0 ? least + 1 : times.most());
      long steps = counted(Math.max(1, atom.steps() * Math.max(1, most)));
      return new Part(
          text(atom, times, lazy, from),
          steps,
          atom.empty() || times.least() == 0,
          atom.captures(),
          false,
          lazy || atom.chooses());
    }

    private String text(Part atom, RegexReader.Times times, boolean lazy, int from) {
      String one = atom.text().length() == 1 ? atom.text() : "(?:" + atom.text() + ")";
      String mode = lazy ? "?" : "";
      if (times.least() <= MAX_TIMES && times.most() <= MAX_TIMES) return one + times.text() + mode;
      if (atom.captures())
        throw in.refused(
            from, "a group is repeated at most " + MAX_TIMES + " times; use '(?:' in its place");
      var text = new StringBuilder();
      int least = times.least();
      for (; least > MAX_TIMES; least -= MAX_TIMES) text.append(one).append("{1000}");
      text.append(one).append("{").append(least).append("}");
      if (times.most() < 0) return text.append(one).append('*').append(mode).toString();
      int more = times.most() - times.least();
      for (; more > 0; more -= MAX_TIMES) {
        int some = Math.min(more, MAX_TIMES);
        text.append(one).append("{0,").append(some).append('}').append(mode);
      }
      return text.toString();
    }

    private static long counted(long steps) {
      if (steps > MAX_PROGRAM)
        throw new JsltException(
            "Regular expression too large: it unrolls to more than " + MAX_PROGRAM + " steps");
      return steps;
    }
  }
}
