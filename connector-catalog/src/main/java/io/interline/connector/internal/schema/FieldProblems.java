package io.interline.connector.internal.schema;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with the fields of an input, each with its name.
final class FieldProblems {

  private final List<String> problems = new ArrayList<>();

  void add(String field, String what) {
    problems.add("'" + field + "' " + what);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  String message() {
    return String.join("; ", problems) + ".";
  }
}
