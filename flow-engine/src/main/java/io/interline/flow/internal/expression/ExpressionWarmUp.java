package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.springframework.stereotype.Component;

/// Weaves the JSLT library at start-up, beside everything else that starts, so that the first
/// message does not wait for it. Who needs a mapping before it is done waits for the rest of it.
@Component
final class ExpressionWarmUp {

  ExpressionWarmUp() {
    Thread.ofPlatform().name("expression-warm-up").daemon().start(ExpressionWarmUp::warmUp);
  }

  private static void warmUp() {
    var context = JsonNodeFactory.instance.objectNode().put("text", "a");
    Mapping.compile("{\"text\": uppercase(.text), \"is\": test(.text, \"^[a-z]+$\"), * : .}")
        .apply(context);
  }
}
