package io.interline.connector;

import java.util.regex.Pattern;

/// Names an operation of a connector with its major version: `http@1/request`.
public record OperationRef(String connector, int major, String operation) {

  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9-]*)@([1-9][0-9]{0,3})/([a-z][a-zA-Z0-9.-]*)");

  /// @throws IllegalArgumentException when the text has another form
  public static OperationRef parse(String text) {
    var m = FORM.matcher(text);
    if (!m.matches())
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no operation: write connector@major/operation, for example http@1/request");
    return new OperationRef(m.group(1), Integer.parseInt(m.group(2)), m.group(3));
  }

  @Override
  public String toString() {
    return connector + "@" + major + "/" + operation;
  }
}
