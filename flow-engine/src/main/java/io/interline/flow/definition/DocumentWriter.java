package io.interline.flow.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.definition.Step.Patience;
import io.interline.flow.definition.Step.Pause;
import io.interline.flow.definition.Step.Retry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes a typed document back as a tree, properties in the order in which people read them.
final class DocumentWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DocumentWriter() {}

  static ObjectNode tree(FlowDocument document) {
    var tree = NODES.objectNode();
    tree.put("format", FlowDocument.FORMAT);
    tree.put("id", document.id());
    tree.put("title", document.title());
    var trigger = tree.putObject("trigger");
    trigger.put("id", document.trigger().id());
    trigger.put("use", document.trigger().use().toString());
    if (!document.trigger().with().isEmpty()) trigger.set("with", document.trigger().with());
    if (document.trigger().schema() != null) trigger.set("schema", document.trigger().schema());
    var dedupe = document.trigger().dedupe();
    if (dedupe != null)
      trigger
          .putObject("dedupe")
          .put("key", dedupe.key())
          .put("window", dedupe.window().toString());
    var order = document.trigger().order();
    if (order != null)
      trigger
          .putObject("order")
          .put("key", order.key())
          .put("onDead", order.blocks() ? "block" : "go-on");
    tree.set("steps", blocks(document.steps()));
    if (!document.onError().isEmpty()) tree.set("onError", blocks(document.onError()));
    if (!document.redact().isEmpty()) {
      var redact = tree.putArray("redact");
      document.redact().forEach(redact::add);
    }
    return tree;
  }

  private static ArrayNode blocks(List<Step> steps) {
    var list = NODES.arrayNode();
    steps.forEach(step -> list.add(block(step)));
    return list;
  }

  private static ObjectNode block(Step step) {
    var node = NODES.objectNode();
    node.put("id", step.id());
    putIfGiven(node, "title", step.head().title());
    putIfGiven(node, "note", step.head().note());
    if (step.head().disabled()) node.put("disabled", true);
    switch (step) {
      case Step.Use use -> use(node, use);
      case Step.Map map -> node.put("map", map.jslt());
      case Step.Validate validate -> {
        var inner = node.putObject("validate");
        inner.set("schema", validate.schema());
        putIfGiven(inner, "value", validate.value());
      }
      case Step.Switch choice -> {
        var cases = node.putArray("switch");
        for (var each : choice.cases()) {
          var inner = cases.addObject();
          putIfGiven(inner, "title", each.title());
          putIfGiven(inner, "when", each.when());
          inner.set("do", blocks(each.steps()));
        }
      }
      case Step.Parallel parallel -> {
        var inner = node.putObject("parallel");
        inner.put("join", word(parallel.join()));
        var branches = inner.putArray("branches");
        for (var each : parallel.branches()) {
          var branch = branches.addObject();
          putIfGiven(branch, "title", each.title());
          branch.set("do", blocks(each.steps()));
        }
      }
      case Step.ForEach loop -> {
        node.put("forEach", loop.items());
        node.put("concurrency", loop.concurrency());
        if (loop.tolerated() > 0) node.put("maxFailures", loop.tolerated());
        node.set("do", blocks(loop.steps()));
      }
      case Step.Repeat loop -> {
        var inner = node.putObject("repeat");
        putIfGiven(inner, "until", loop.until());
        inner.put("max", loop.max());
        node.set("do", blocks(loop.steps()));
      }
      case Step.Try guard -> {
        node.set("try", blocks(guard.steps()));
        if (guard.caught() != null) node.set("catch", blocks(guard.caught()));
        if (!guard.last().isEmpty()) node.set("finally", blocks(guard.last()));
      }
      case Step.Wait wait -> pause(node.putObject("wait"), wait.pause());
      case Step.SubFlow call -> {
        String version = call.version() == null ? "latest" : call.version().toString();
        node.put("flow", call.flow().value() + "@" + version);
        node.set("with", call.with());
        if (!call.waits()) node.put("mode", "start");
      }
      case Step.Respond respond -> {
        var inner = node.putObject("respond");
        inner.set("status", respond.status());
        if (!respond.headers().isEmpty()) inner.set("headers", respond.headers());
        if (respond.body() != null) inner.set("body", respond.body());
      }
      case Step.Stop stop -> {
        var inner = node.putObject("stop");
        inner.put("outcome", stop.success() ? "succeed" : "fail");
        putIfGiven(inner, "message", stop.message());
      }
    }
    return node;
  }

  private static void use(ObjectNode node, Step.Use use) {
    node.put("use", use.use().toString());
    putIfGiven(node, "connection", use.connection());
    if (!use.with().isEmpty()) node.set("with", use.with());
    if (use.retry() != null) node.set("retry", retry(use.retry()));
    if (use.timeout() != null) node.put("timeout", use.timeout().toString());
    if (!use.compensate().isEmpty()) node.set("compensate", blocks(use.compensate()));
  }

  private static void pause(ObjectNode node, Pause pause) {
    switch (pause) {
      case Pause.Delay delay -> node.put("for", "duration").put("duration", delay.duration());
      case Pause.Until until -> node.put("for", "until").put("time", until.time());
      case Pause.Event event -> {
        node.put("for", "event").put("event", event.name()).put("key", event.key());
        patience(node, event.patience());
      }
      case Pause.Approval approval -> {
        node.put("for", "approval");
        var roles = NODES.arrayNode();
        approval.roles().stream().sorted().forEach(roles::add);
        if (!roles.isEmpty()) node.set("roles", roles);
        putIfGiven(node, "message", approval.message());
        if (!approval.failsWhenRejected()) node.put("onReject", "go-on");
        patience(node, approval.patience());
      }
    }
  }

  private static void patience(ObjectNode node, Patience patience) {
    if (patience.timeout() != null) node.put("timeout", patience.timeout().toString());
    if (!patience.failsWhenOver()) node.put("onTimeout", "go-on");
  }

  private static ObjectNode retry(Retry retry) {
    var node = NODES.objectNode();
    node.put("max", retry.max());
    var backoff = node.putObject("backoff");
    backoff.put("first", retry.first().toString());
    if (retry.factor() == Math.rint(retry.factor())) backoff.put("factor", (int) retry.factor());
    else backoff.put("factor", retry.factor());
    backoff.put("max", retry.ceiling().toString());
    backoff.put("jitter", "full");
    var on = node.putArray("on");
    retry.on().stream().sorted().forEach(cause -> on.add(word(cause)));
    if (retry.within() != null) node.put("within", retry.within().toString());
    return node;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void putIfGiven(ObjectNode node, String name, @Nullable String value) {
    if (value != null) node.put(name, value);
  }
}
