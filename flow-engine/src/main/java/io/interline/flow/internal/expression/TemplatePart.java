package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Field.Place;
import java.util.List;

/// A node of a compiled template.
sealed interface TemplatePart {

  /// The same in every rendering; the node is shared.
  record Constant(JsonNode value) implements TemplatePart {}

  /// A text that is one expression: becomes its value.
  record Value(Embedded expression) implements TemplatePart {}

  /// A text with expressions in it.
  record Text(List<TextPiece> pieces) implements TemplatePart {
    public Text {
      pieces = List.copyOf(pieces);
    }
  }

  /// The same where text becomes structure.
  record PlacedText(Place place, List<TextPiece> pieces) implements TemplatePart {
    public PlacedText {
      pieces = List.copyOf(pieces);
    }
  }

  /// An array with something to render in it.
  record Elements(List<TemplatePart> parts) implements TemplatePart {
    public Elements {
      parts = List.copyOf(parts);
    }
  }

  /// An object with something to render in it, in the order of the template.
  record Fields(List<Field> fields) implements TemplatePart {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /// One field of an object.
  record Field(String name, TemplatePart part) {}

  /// What becomes of a value where text becomes structure.
  enum Handling {
    /// It is encoded.
    DATA,
    /// It is encoded already.
    ENCODED,
    /// It is structure itself.
    RAW
  }

  /// A piece of a text.
  sealed interface TextPiece {}

  /// Characters taken as they are.
  record Literal(String text) implements TextPiece {}

  /// An expression in a text.
  ///
  /// @param pointer of the text in the template
  /// @param line of the expression's first character within the text, from 1
  /// @param column likewise
  record Embedded(Mapping mapping, String pointer, int line, int column, Handling handling)
      implements TextPiece {

    MappingException located(MappingException e) {
      return e.within(pointer, line, column);
    }
  }
}
