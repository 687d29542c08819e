package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.definition.FlowDocument.Trigger;
import io.interline.flow.definition.Step;
import io.interline.flow.definition.Step.Pause;
import io.interline.flow.internal.check.Outline.Placed;
import java.util.ArrayList;
import java.util.List;

/// Where a step has expressions.
final class Sources {

  enum Kind {
    /// JSLT and nothing else.
    MAPPING,
    /// Text with `${…}` in it.
    TEMPLATE,
    /// One `${…}`.
    CONDITION
  }

  record Source(Kind kind, String text, JsonPointer at) {}

  private Sources() {}

  /// In the order of the document; texts without `${` are left out, as they are literals.
  static List<Source> of(Placed placed) {
    var sources = new ArrayList<Source>();
    var at = placed.at();
    switch (placed.step()) {
      case Step.Use use -> texts(use.with(), at.appendProperty("with"), sources);
      case Step.Map map ->
          sources.add(new Source(Kind.MAPPING, map.jslt(), at.appendProperty("map")));
      case Step.Validate validate -> {
        if (validate.value() != null)
          template(
              validate.value(), at.appendProperty("validate").appendProperty("value"), sources);
      }
      case Step.Switch choice -> {
        var cases = at.appendProperty("switch");
        for (int i = 0; i < choice.cases().size(); i++) {
          String when = choice.cases().get(i).when();
          if (when != null)
            sources.add(
                new Source(Kind.CONDITION, when, cases.appendIndex(i).appendProperty("when")));
        }
      }
      case Step.Parallel _, Step.Try _ -> {}
      case Step.ForEach loop -> template(loop.items(), at.appendProperty("forEach"), sources);
      case Step.Repeat loop -> {
        if (loop.until() != null)
          sources.add(
              new Source(
                  Kind.CONDITION,
                  loop.until(),
                  at.appendProperty("repeat").appendProperty("until")));
      }
      case Step.Wait wait -> pause(wait.pause(), at.appendProperty("wait"), sources);
      case Step.SubFlow call -> texts(call.with(), at.appendProperty("with"), sources);
      case Step.Respond respond -> {
        var inner = at.appendProperty("respond");
        texts(respond.status(), inner.appendProperty("status"), sources);
        texts(respond.headers(), inner.appendProperty("headers"), sources);
        if (respond.body() != null) texts(respond.body(), inner.appendProperty("body"), sources);
      }
      case Step.Stop stop -> {
        if (stop.message() != null)
          template(stop.message(), at.appendProperty("stop").appendProperty("message"), sources);
      }
    }
    return sources;
  }

  /// Of a trigger: the keys of its messages.
  static List<Source> of(Trigger trigger) {
    var sources = new ArrayList<Source>();
    if (trigger.dedupe() != null)
      template(trigger.dedupe().key(), JsonPointer.compile("/trigger/dedupe/key"), sources);
    if (trigger.order() != null)
      template(trigger.order().key(), JsonPointer.compile("/trigger/order/key"), sources);
    return sources;
  }

  private static void pause(Pause pause, JsonPointer at, List<Source> sources) {
    switch (pause) {
      case Pause.Delay delay -> template(delay.duration(), at.appendProperty("duration"), sources);
      case Pause.Until until -> template(until.time(), at.appendProperty("time"), sources);
      case Pause.Event event -> template(event.key(), at.appendProperty("key"), sources);
      case Pause.Approval approval -> {
        if (approval.message() != null)
          template(approval.message(), at.appendProperty("message"), sources);
      }
    }
  }

  /// The templates among the texts of a tree.
  static void texts(JsonNode value, JsonPointer at, List<Source> sources) {
    if (value.isTextual()) template(value.textValue(), at, sources);
    for (var property : value.properties())
      texts(property.getValue(), at.appendProperty(property.getKey()), sources);
    if (value.isArray())
      for (int i = 0; i < value.size(); i++) texts(value.get(i), at.appendIndex(i), sources);
  }

  private static void template(String text, JsonPointer at, List<Source> sources) {
    if (text.contains("${")) sources.add(new Source(Kind.TEMPLATE, text, at));
  }

  /// Whether a text has an expression, rather than only `$${`, which stands for `${` itself.
  static boolean isExpression(String text) {
    return text.replace("$${", "").contains("${");
  }
}
