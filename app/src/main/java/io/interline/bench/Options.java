package io.interline.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Options of a benchmark: `--seconds 12 --connections 32,128`. A bare number is the seconds.
///
/// @param values by name, without the dashes
record Options(Map<String, String> values) {

  private static final int LONGEST_SECONDS = 300;

  Options {
    values = Map.copyOf(values);
  }

  /// @throws IllegalArgumentException for words that are none
  static Options parse(List<String> words) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("--") && i + 1 < words.size())
        values.put(word.substring(2), words.get(++i));
      else if (word.chars().allMatch(Character::isDigit)) values.put("seconds", word);
      else throw new IllegalArgumentException("'" + word + "' is no option with a value.");
    }
    return new Options(values);
  }

  int number(String name, int otherwise) {
    return numbers(name, otherwise)[0];
  }

  int[] numbers(String name, int... otherwise) {
    String value = values.get(name);
    if (value == null) return otherwise;
    try {
      return List.of(value.split(",")).stream().mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " takes numbers, not '" + value + "'.");
    }
  }

  /// How long each measurement takes.
  int seconds(int otherwise) {
    return Math.clamp(number("seconds", otherwise), 1, LONGEST_SECONDS);
  }
}
