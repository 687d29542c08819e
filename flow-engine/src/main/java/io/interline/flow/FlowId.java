package io.interline.flow;

import java.util.regex.Pattern;

/// Names a flow within its tenant, for ever: lower case letters, digits and dashes, at most 63.
public record FlowId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public FlowId {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is no flow id: use lower case letters, digits and dashes, at most 63, a letter first");
  }

  @Override
  public String toString() {
    return value;
  }
}
