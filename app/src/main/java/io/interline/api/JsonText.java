package io.interline.api;

import io.interline.audit.EdgeJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/// JSON of any shape within a body: a flow document, a message. The services speak text, the API
/// embeds it as it is. Numbers keep every digit.
@Schema(description = "Any JSON value", implementation = Object.class)
@JsonSerialize(using = JsonText.Writer.class)
@JsonDeserialize(using = JsonText.Reader.class)
record JsonText(String text) {

  static @Nullable JsonText of(@Nullable String text) {
    return text == null ? null : new JsonText(text);
  }

  /// The text of one that may be absent.
  static @Nullable String text(@Nullable JsonText json) {
    return json == null ? null : json.text();
  }

  static final class Writer extends ValueSerializer<JsonText> {
    @Override
    public void serialize(JsonText value, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(value.text());
    }
  }

  static final class Reader extends ValueDeserializer<JsonText> {
    private static final JsonFactory JSON = EdgeJson.factory();

    @Override
    public JsonText deserialize(JsonParser in, DeserializationContext context) {
      var text = new StringWriter();
      try (var copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
        copy.copyCurrentStructureExact(new SoundTexts.Within(in));
      }
      return new JsonText(text.toString());
    }
  }
}
