package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.FlowId;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.expression.Derivation;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What of one run's data is masked, step by step. Masked are the fields that `redact` names and
/// everything that may have been made of them:
///
/// - What a mapping or a `${…}` makes is followed through its expression, whatever the data is.
/// - What another system answers is looked through for the values that are masked, [Secrets].
/// - What a called flow answers is masked as a whole when it was given anything masked, or masks
///   something itself.
///
/// Which way a switch took, and how often a loop ran, is not masked.
final class RunMasks {

  private static final int MOST_PASSES = 8;

  private final Plan plan;
  private final Mask named;
  private final Mask message;
  private final List<Entry.OfStep> entries;
  private final Function<Spot, @Nullable JsonNode> leftOut;
  private final BiPredicate<FlowId, Integer> masks;
  private final Mask[] inputs;
  private final Mask[] outputs;
  private final boolean[] tells;
  private final Secrets secrets = new Secrets();
  private final JsonNode messageValue;

  /// What the masks of a run are found from.
  ///
  /// @param message mask of the message
  /// @param value the message
  /// @param entries of the run, and of those that it continues
  /// @param leftOut renders an input anew that the journal left out
  /// @param masks whether a version of a called flow masks anything
  record Told(
      Mask message,
      JsonNode value,
      List<Entry> entries,
      Function<Spot, @Nullable JsonNode> leftOut,
      BiPredicate<FlowId, Integer> masks) {

    Told {
      entries = List.copyOf(entries);
    }
  }

  RunMasks(Plan plan, Told told) {
    this.plan = plan;
    this.named = Mask.of(plan.redact());
    this.message = told.message().join(named.at(plan.trigger()));
    this.messageValue = told.value();
    this.leftOut = told.leftOut();
    this.masks = told.masks();
    this.entries = new ArrayList<>();
    for (var entry : told.entries()) if (entry instanceof Entry.OfStep of) entries.add(of);
    int nodes = plan.nodes().size();
    inputs = new Mask[nodes];
    outputs = new Mask[nodes];
    tells = new boolean[nodes];
    for (int i = 0; i < nodes; i++) {
      inputs[i] = Mask.CLEAR;
      outputs[i] = named.at(plan.node(i).id());
    }
    if (!named.isClear() || !message.isClear() || callsFlows()) find();
  }

  Mask message() {
    return message;
  }

  Mask input(int step) {
    return inputs[step];
  }

  Mask output(int step) {
    return outputs[step];
  }

  /// Whether an error that a step made itself may tell what is masked.
  boolean tells(int step) {
    return tells[step];
  }

  Secrets secrets() {
    return secrets;
  }

  /// Mask of what any step sees, by ids.
  Mask context() {
    var context = new HashMap<String, Mask>();
    context.put(plan.trigger(), message);
    boolean anyTells = false;
    for (var node : plan.nodes()) {
      int index = node.place().index();
      context.merge(node.id(), outputs[index].join(turn(node)), Mask::join);
      anyTells |= tells[index];
    }
    boolean said = anyTells || !secrets.isEmpty();
    context.merge("error", said ? Mask.field("message", Mask.WHOLE) : Mask.CLEAR, Mask::join);
    context.merge("error", named.at("error"), Mask::join);
    return Mask.parts(context, Mask.CLEAR);
  }

  private boolean callsFlows() {
    return plan.nodes().stream().anyMatch(Node.SubFlow.class::isInstance);
  }

  private void find() {
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      collect();
      int before = secrets.size();
      boolean changed = false;
      for (var node : plan.nodes()) changed |= look(node);
      collect();
      if (!changed && secrets.size() == before) return;
    }
    java.util.Arrays.fill(inputs, Mask.WHOLE);
    java.util.Arrays.fill(outputs, Mask.WHOLE);
    java.util.Arrays.fill(tells, true);
  }

  /// What others may have been told: the fields that are masked themselves, and all that was given
  /// to steps.
  private void collect() {
    secrets.add(messageValue, message);
    for (var entry : entries) {
      int step = entry.spot().step();
      var mask = named.at(plan.node(step).id());
      if (entry instanceof Entry.Succeeded succeeded) secrets.add(succeeded.output(), mask);
      var answer = entry.tried().answer();
      if (answer != null) secrets.add(answer, mask);
      if (inputs[step].isClear()) continue;
      var input = entry.tried().input();
      if (input == null) input = leftOut.apply(entry.spot());
      if (input != null) secrets.add(input, inputs[step]);
    }
  }

  /// @return whether more is masked than before
  private boolean look(Node node) {
    int index = node.place().index();
    var context = context();
    var input = Derivation.NONE;
    var output = Mask.CLEAR;
    switch (node) {
      case Node.Call call -> {
        input = call.input().derive(context);
        output = answers(index);
      }
      case Node.Compute compute -> {
        input = compute.expression().derive(context);
        output = input.value();
        input = new Derivation(Mask.CLEAR, input.reads());
      }
      case Node.Validate validate -> {
        var value = validate.value() == null ? message : null;
        var read = validate.value() == null ? Derivation.NONE : validate.value().derive(context);
        boolean masked = value == null ? !read.value().isClear() : !value.isClear();
        input = new Derivation(Mask.CLEAR, masked || read.reads());
      }
      case Node.Choose choose -> {
        for (var way : choose.ways()) if (way.when() != null) input = reading(input, way.when());
      }
      case Node.Fork fork -> {
        boolean said = false;
        for (int scope : fork.scopes()) said |= anyTells(plan.scope(scope)::holds);
        output = said ? Mask.items(Mask.field("message", Mask.WHOLE)) : Mask.CLEAR;
      }
      case Node.Guard guard -> {
        boolean said = anyTells(plan.scope(guard.tried())::holds);
        output = said ? Mask.field("message", Mask.WHOLE) : Mask.CLEAR;
      }
      case Node.Each each -> {
        input = new Derivation(Mask.CLEAR, each.items().derive(context).reads());
        output = results(each);
      }
      case Node.Repeat repeat -> {
        if (repeat.until() != null) input = reading(input, repeat.until());
        output = Mask.field("last", ofBody(repeat.body()));
      }
      case Node.Part part -> output = results((Node.Each) plan.node(part.loop()));
      case Node.Await await -> {
        input = await.details().derive(context);
        output = answers(index);
      }
      case Node.SubFlow call -> {
        input = call.input().derive(context);
        boolean masked = !input.value().isClear() || calleeMasks(index);
        input = new Derivation(input.value(), input.reads() || masked);
        output = masked ? Mask.WHOLE : answers(index);
      }
      case Node.Respond respond -> {
        input = respond.answer().derive(context);
        output = input.value();
        input = new Derivation(Mask.CLEAR, input.reads());
      }
      case Node.Stop stop -> {
        if (stop.message() != null) {
          input = stop.message().derive(context);
          output = Mask.field("message", input.value());
          input = new Derivation(Mask.CLEAR, input.reads());
        }
      }
    }
    return widen(index, input, output);
  }

  private Derivation reading(Derivation so, io.interline.flow.internal.plan.Expression expression) {
    return new Derivation(Mask.CLEAR, so.reads() || expression.derive(context()).reads());
  }

  private boolean widen(int step, Derivation input, Mask output) {
    var in = inputs[step].join(input.value());
    var out = outputs[step].join(output);
    boolean told = tells[step] || input.reads() || !input.value().isClear();
    boolean changed = !in.equals(inputs[step]) || !out.equals(outputs[step]) || told != tells[step];
    inputs[step] = in;
    outputs[step] = out;
    tells[step] = told;
    return changed;
  }

  /// What others answered, in all turns.
  private Mask answers(int step) {
    var all = Mask.CLEAR;
    if (secrets.isEmpty()) return all;
    for (var entry : entries)
      if (entry.spot().step() == step && entry instanceof Entry.Succeeded succeeded)
        all = all.join(secrets.maskOf(succeeded.output()));
    return all;
  }

  private boolean calleeMasks(int step) {
    for (var entry : entries) {
      if (entry.spot().step() != step || !(entry instanceof Entry.Asked asked)) continue;
      if (asked.ask().kind() != Ask.Kind.RUN) continue;
      var callee = asked.ask().details();
      var flow = new FlowId(callee.path("flow").asText());
      if (masks.test(flow, callee.path("version").asInt())) return true;
    }
    return false;
  }

  /// What the inside of a loop sees of it.
  private Mask turn(Node node) {
    return switch (node) {
      case Node.Each each -> Mask.field("item", items(each));
      case Node.Repeat repeat -> Mask.field("last", ofBody(repeat.body()));
      default -> Mask.CLEAR;
    };
  }

  private final Map<Integer, Mask> itemsOfLoops = new HashMap<>();

  private Mask items(Node.Each each) {
    return itemsOfLoops.getOrDefault(each.place().index(), Mask.CLEAR);
  }

  private Mask results(Node.Each each) {
    itemsOfLoops.merge(
        each.place().index(), each.items().derive(context()).value().each(), Mask::join);
    boolean said = anyTells(plan.body(each.body())::holds);
    var results = new HashMap<String, Mask>();
    results.put("results", Mask.items(ofBody(each.body())));
    if (said) results.put("errors", Mask.items(Mask.field("message", Mask.WHOLE)));
    return Mask.parts(results, Mask.CLEAR);
  }

  private Mask ofBody(int body) {
    var all = Mask.CLEAR;
    for (var node : plan.nodes())
      if (node.place().body() == body) all = all.join(outputs[node.place().index()]);
    return all;
  }

  private boolean anyTells(java.util.function.IntPredicate inside) {
    for (var node : plan.nodes()) {
      int index = node.place().index();
      if (!inside.test(index)) continue;
      // Other systems say in their errors what they were given by any step.
      if (tells[index] || (!secrets.isEmpty() && node instanceof Node.Call)) return true;
    }
    return false;
  }

  /// Whether an error of a step, or of one inside of it, may tell what is masked.
  boolean tellsWithin(int step) {
    return tells[step] || anyTells(index -> isInside(step, index) && tells[index]);
  }

  private boolean isInside(int block, int step) {
    int scope = plan.node(step).place().scope();
    while (plan.scope(scope).opener() != Place.END) {
      int opened = plan.scope(scope).opener();
      if (opened == block) return true;
      scope = plan.node(opened).place().scope();
    }
    return false;
  }
}
