package io.interline.api;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads texts of paths and queries. In a path, what is no id names nothing: 404. In a query it
/// is a mistake: 400, with what may stand there.
final class Parameters {

  /// Items of a page unless the caller says otherwise.
  static final String LIMIT = "50";

  private static final int MAX_LIMIT = 500;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Parameters() {}

  static FlowId flow(String path) {
    try {
      return new FlowId(path);
    } catch (IllegalArgumentException e) {
      throw DomainException.notFound("flow", path);
    }
  }

  static RunId run(String path) {
    try {
      return RunId.parse(path);
    } catch (IllegalArgumentException e) {
      throw DomainException.notFound("run", path);
    }
  }

  static Environment environment(String path) {
    var found = known(Environment.class, path);
    if (found == null) throw DomainException.notFound("environment", path);
    return found;
  }

  static @Nullable FlowId flowFilter(@Nullable String query) {
    if (query == null) return null;
    try {
      return new FlowId(query);
    } catch (IllegalArgumentException e) {
      throw invalid("flow", String.valueOf(e.getMessage()));
    }
  }

  /// A constant in lower case, as in answers.
  static <E extends Enum<E>> @Nullable E filter(
      Class<E> type, String name, @Nullable String query) {
    if (query == null) return null;
    var found = known(type, query);
    if (found == null)
      throw invalid(
          name,
          "'"
              + query
              + "' is none of "
              + Arrays.stream(type.getEnumConstants())
                  .map(Parameters::id)
                  .collect(Collectors.joining(", ")));
    return found;
  }

  /// A time of the years 1 to 9999; others are legal to Java, and no database keeps them.
  static @Nullable Instant instant(String name, @Nullable String query) {
    if (query == null) return null;
    try {
      var time = Instant.parse(query);
      if (!time.isBefore(EARLIEST) && time.isBefore(END)) return time;
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw invalid(
        name, "'" + query + "' is no time of the years 0001 to 9999: write 2026-01-31T13:45:00Z");
  }

  static int limit(int query) {
    if (query < 1 || query > MAX_LIMIT)
      throw invalid("limit", "must be 1 to " + MAX_LIMIT + ", was " + query);
    return query;
  }

  /// A constant as answers show it.
  static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static DomainException invalid(String name, String message) {
    return new DomainException(
        Kind.INVALID, "parameter-invalid", "Parameter '" + name + "': " + message + ".");
  }

  private static <E extends Enum<E>> @Nullable E known(Class<E> type, String text) {
    for (var constant : type.getEnumConstants()) if (id(constant).equals(text)) return constant;
    return null;
  }
}
