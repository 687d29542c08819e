package io.interline.flow.internal.fields;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a value without having it.
public interface Shape {

  /// One of which nothing is known.
  Shape UNKNOWN = new Nothing();

  /// What a value is.
  enum Kind {
    OBJECT,
    LIST,
    /// A text, a number, true or false.
    PLAIN,
    UNKNOWN
  }

  Kind kind();

  /// Of a field; absent when nothing is known of one of that name.
  @Nullable Shape field(String name);

  /// Whether a field that [#field] does not find is surely not there, rather than only not named.
  boolean isWhole();

  /// Names of the fields of an object, as far as they are known.
  Collection<String> names();

  /// Of the items of a list.
  Shape items();

  /// What the knowledge is from, for messages: `the sample`.
  String source();

  /// Nothing known.
  final class Nothing implements Shape {

    private Nothing() {}

    @Override
    public Kind kind() {
      return Kind.UNKNOWN;
    }

    @Override
    public Shape field(String name) {
      return this;
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public Collection<String> names() {
      return List.of();
    }

    @Override
    public Shape items() {
      return this;
    }

    @Override
    public String source() {
      return "";
    }
  }
}
