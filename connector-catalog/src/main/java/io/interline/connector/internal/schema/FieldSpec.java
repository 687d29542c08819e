package io.interline.connector.internal.schema;

import io.interline.connector.spi.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One component of an input or output record, as declared.
///
/// @param field absent on output records that say nothing more than the name
public record FieldSpec(String name, FieldType type, boolean nullable, @Nullable Field field) {

  /// The components of a record in their order.
  ///
  /// @throws IllegalArgumentException for a component whose type has no JSON form
  public static List<FieldSpec> of(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents()).map(FieldSpec::of).toList();
  }

  private static FieldSpec of(RecordComponent component) {
    var annotated = component.getAnnotatedType();
    try {
      return new FieldSpec(
          component.getName(),
          FieldType.of(annotated),
          annotated.isAnnotationPresent(Nullable.class) || component.getType() == Optional.class,
          component.getAnnotation(Field.class));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          component.getDeclaringRecord().getName()
              + "."
              + component.getName()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /// Whether a value must be given: not nullable and without default.
  public boolean required() {
    return !nullable && defaultText().isEmpty();
  }

  public boolean secret() {
    return field != null && field.secret();
  }

  Optional<String> defaultText() {
    return field == null || field.def().isEmpty() ? Optional.empty() : Optional.of(field.def());
  }
}
