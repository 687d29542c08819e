package io.interline.connector.internal.schema;

import io.interline.connector.spi.JsonValue;
import io.interline.connector.spi.Texts;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types that a component of an input or output record may have.
sealed interface FieldType {

  record Text() implements FieldType {}

  record Whole(boolean wide) implements FieldType {}

  record Decimal(boolean exact) implements FieldType {}

  record Truth() implements FieldType {}

  record Choice(Class<?> type, List<?> constants) implements FieldType {}

  record Span() implements FieldType {}

  record AnyJson() implements FieldType {}

  record OneOrMore() implements FieldType {}

  record Structure(Class<? extends Record> type) implements FieldType {}

  record ListOf(FieldType element) implements FieldType {}

  record MapOf(FieldType value) implements FieldType {}

  /// @throws IllegalArgumentException for a type that has no JSON form here
  static FieldType of(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType parameterized
        && annotated instanceof AnnotatedParameterizedType arguments) {
      var raw = (Class<?>) parameterized.getRawType();
      var parts = arguments.getAnnotatedActualTypeArguments();
      if (raw == List.class) return new ListOf(of(parts[0]));
      if (raw == Map.class && parts[0].getType() == String.class) return new MapOf(of(parts[1]));
      if (raw == Optional.class) return of(parts[0]);
    }
    if (type instanceof Class<?> plain) {
      var found = ofClass(plain);
      if (found != null) return found;
    }
    throw new IllegalArgumentException("a field cannot be of type " + type.getTypeName());
  }

  /// The type of a whole output.
  ///
  /// @throws IllegalArgumentException for a type that has no JSON form here
  static FieldType of(Class<?> type) {
    if (type == Map.class) return new MapOf(new AnyJson());
    if (type == List.class) return new ListOf(new AnyJson());
    var found = ofClass(type);
    if (found == null) throw new IllegalArgumentException("no JSON form for " + type.getTypeName());
    return found;
  }

  private static @Nullable FieldType ofClass(Class<?> type) {
    if (type == String.class) return new Text();
    if (type == int.class || type == Integer.class) return new Whole(false);
    if (type == long.class || type == Long.class) return new Whole(true);
    if (type == double.class || type == Double.class) return new Decimal(false);
    if (type == BigDecimal.class) return new Decimal(true);
    if (type == boolean.class || type == Boolean.class) return new Truth();
    if (type == Duration.class) return new Span();
    if (type == JsonValue.class) return new AnyJson();
    if (type == Texts.class) return new OneOrMore();
    if (type.isEnum()) return new Choice(type, List.of(type.getEnumConstants()));
    if (type.isRecord()) return new Structure(type.asSubclass(Record.class));
    return null;
  }
}
