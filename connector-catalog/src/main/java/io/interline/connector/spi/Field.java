package io.interline.connector.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a component of an input record: the one source of form, validation, schema and docs.
///
/// A component is required unless it is `@Nullable` or has a default. It may be text, a whole or
/// decimal number, a boolean, an enum (its `toString` is the JSON text), a `Duration` (ISO 8601,
/// `PT5S`), a [JsonValue], a record, a list or a map with text keys of these.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Field {

  /// What the form calls it.
  String label();

  /// One sentence of help; Markdown is not read.
  String help() default "";

  /// Default as text, parsed by the component's type; empty means none.
  String def() default "";

  /// Example, shown in the empty field.
  String example() default "";

  /// Kept in the vault, never shown again.
  boolean secret() default false;

  /// In the form's folded part.
  boolean advanced() default false;

  /// Takes no `${…}`; known when the flow is published.
  boolean literal() default false;

  /// More than one line.
  boolean multiline() default false;

  /// `other=value` or `other=value|value`: shown only when another field has such a value.
  String showIf() default "";

  /// Id of a connector: the text is the alias of one of its connections.
  String connection() default "";
}
