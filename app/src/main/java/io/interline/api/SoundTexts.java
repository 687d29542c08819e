package io.interline.api;

import io.interline.tenant.TextRules;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Every text in every body of the API passes here: those of fields, and those anywhere within a
/// message or document.
@Configuration
class SoundTexts {

  @Bean
  JsonMapperBuilderCustomizer soundTextsOnly() {
    return builder ->
        builder.addModule(
            new SimpleModule("sound texts").addDeserializer(String.class, new Field()));
  }

  private static void check(JsonParser in, String text) {
    TextRules.problem(text)
        .ifPresent(
            problem -> {
              throw new UnsoundText(in, problem);
            });
  }

  private static final class Field extends StdScalarDeserializer<String> {

    Field() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser in, DeserializationContext context) {
      if (!in.hasToken(JsonToken.VALUE_STRING))
        return (String) context.handleUnexpectedToken(String.class, in);
      String text = in.getString();
      check(in, text);
      return text;
    }
  }

  /// Reads on from a value, and refuses texts and names within it that are not sound.
  static final class Within extends JsonParserDelegate {

    Within(JsonParser in) {
      super(in);
      if (in.hasToken(JsonToken.VALUE_STRING)) check(in, in.getString());
    }

    @Override
    public JsonToken nextToken() {
      var token = super.nextToken();
      if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME)
        check(delegate, delegate.getString());
      return token;
    }
  }
}
