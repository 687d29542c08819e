package io.interline.connector.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Which statuses count as success: `2xx, 404, 301-308`.
record SuccessStatuses(List<Range> ranges) implements IntPredicate {

  record Range(int from, int to) {}

  private static final Pattern PART =
      Pattern.compile("([1-5])xx|([1-5][0-9]{2})(?:\\s*-\\s*([1-5][0-9]{2}))?");
  private static final SuccessStatuses ALL_2XX = new SuccessStatuses(List.of(new Range(200, 299)));

  /// @throws IllegalArgumentException when the text has another form
  static SuccessStatuses parse(String text) {
    if (text.equals("2xx")) return ALL_2XX;
    var ranges = new ArrayList<Range>();
    for (String part : text.split(",", -1)) {
      var m = PART.matcher(part.strip());
      if (!m.matches())
        throw new IllegalArgumentException(
            "'" + part.strip() + "' is no status: write for example 2xx, 404");
      if (m.group(1) != null) {
        int hundreds = Integer.parseInt(m.group(1)) * 100;
        ranges.add(new Range(hundreds, hundreds + 99));
      } else {
        int from = Integer.parseInt(m.group(2));
        ranges.add(new Range(from, m.group(3) == null ? from : Integer.parseInt(m.group(3))));
      }
    }
    return new SuccessStatuses(List.copyOf(ranges));
  }

  @Override
  public boolean test(int status) {
    for (var range : ranges) if (status >= range.from() && status <= range.to()) return true;
    return false;
  }
}
