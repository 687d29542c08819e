package io.interline.connector.spi;

import java.util.List;

/// One text, or several, as the value of a parameter that may be repeated: `red`, or
/// `[red, green]`. Numbers and booleans are taken for text.
public record Texts(List<String> values) {

  public Texts {
    values = List.copyOf(values);
  }
}
