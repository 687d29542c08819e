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

  /// What the text becomes, and so how values of `${…}` within it are encoded.
  Place place() default Place.ANY;

  /// `other=value` or `other|more.names=value`: the place counts only when one of these fields,
  /// whatever the case of its name, begins with the value.
  String placeIf() default "";

  /// A place in which some characters are structure. Values of `${…}` never are: they are encoded.
  enum Place {
    /// Nothing is structure.
    ANY,
    /// A path, or a full address, with a query or without: each value is one segment, or part of
    /// one, or a value in the query.
    PATH,
    /// A form, `application/x-www-form-urlencoded`: each value is a name or value of it.
    FORM;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
