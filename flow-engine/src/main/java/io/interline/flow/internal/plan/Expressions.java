package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Field;
import java.util.Map;

/// Compiles the texts of a flow document. All methods throw [IllegalArgumentException] for a text
/// that is wrong; a published document has none.
public interface Expressions {

  /// JSLT.
  Expression mapping(String source);

  /// Any JSON whose texts may hold `${…}`.
  Expression template(JsonNode source);

  /// The same, with values encoded in fields whose text becomes structure.
  ///
  /// @param places by the name of the field
  Expression template(JsonNode source, Map<String, Field.Place> places);

  /// `${…}` that tells yes or no, as a JSON boolean.
  Expression condition(String source);

  /// JSON Schema 2020-12.
  Check schema(JsonNode schema);
}
