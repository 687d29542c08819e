package io.interline.tenant.internal.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.gosimple.nbvcxz.resources.DictionaryUtil;

/// Passwords that attackers try first: the long ones among 100,000 that many people had, those of a
/// list of our own, and the 20,000 most frequent ones of any length, written twice or with a year,
/// a number or a sign put before or behind. Nothing is asked of another host.
final class CommonPasswords {

  private static final int MIN_CHARACTERS = 10;
  private static final int FREQUENT = 20_000;
  private static final int SHORTEST_WORD = 5;

  /// A word, and at most six characters around it that are no letters.
  private static final Pattern WORD = Pattern.compile("\\P{L}{0,6}?(\\p{L}.*?\\p{L})\\P{L}{0,6}");

  private static final Set<String> LONG = new HashSet<>();
  private static final Set<String> WORDS;

  static {
    Map<String, Integer> ranks = DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords);
    ranks.keySet().stream().filter(it -> it.length() >= MIN_CHARACTERS).forEach(LONG::add);
    LONG.addAll(own());
    WORDS =
        ranks.entrySet().stream()
            .filter(it -> it.getValue() <= FREQUENT && it.getKey().length() >= SHORTEST_WORD)
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
  }

  private CommonPasswords() {}

  /// @param password in lower case
  static boolean has(String password) {
    if (LONG.contains(password)) return true;
    String half = password.substring(0, password.length() / 2);
    if (password.equals(half + half) && WORDS.contains(half)) return true;
    var word = WORD.matcher(password);
    return word.matches() && WORDS.contains(word.group(1));
  }

  /// How many are known, without what can be put around them.
  static int size() {
    return LONG.size() + WORDS.size();
  }

  private static Set<String> own() {
    try (InputStream file =
        Objects.requireNonNull(CommonPasswords.class.getResourceAsStream("common-passwords.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("common-passwords.txt cannot be read", e);
    }
  }
}
