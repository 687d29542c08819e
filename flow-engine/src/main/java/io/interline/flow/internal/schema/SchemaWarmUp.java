package io.interline.flow.internal.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.springframework.stereotype.Component;

/// Loads the schema of schemas at start-up, beside everything else that starts.
@Component
final class SchemaWarmUp {

  SchemaWarmUp() {
    Thread.ofPlatform().name("schema-warm-up").daemon().start(SchemaWarmUp::warmUp);
  }

  private static void warmUp() {
    MessageSchema.compile(JsonNodeFactory.instance.objectNode().put("type", "object"))
        .validate(JsonNodeFactory.instance.objectNode());
  }
}
