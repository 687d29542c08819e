package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.OperationRef;
import io.interline.flow.FlowId;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import io.interline.flow.definition.Step.Head;
import io.interline.flow.definition.Step.Patience;
import io.interline.flow.definition.Step.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Documents of any shape, made by chance: all blocks, nested, some steps disabled.
final class RandomFlow {

  private static final OperationRef CALL = OperationRef.parse("http@1/request");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomGenerator random;
  private int count;

  private RandomFlow(RandomGenerator random) {
    this.random = random;
  }

  static FlowDocument of(RandomGenerator random) {
    var maker = new RandomFlow(random);
    var steps = maker.steps(0, 1 + random.nextInt(4));
    List<Step> onError = random.nextInt(3) == 0 ? maker.steps(2, 1 + random.nextInt(2)) : List.of();
    var trigger =
        new FlowDocument.Trigger(
            "order", OperationRef.parse("webhook@1/receive"), JSON.objectNode(), null, null, null);
    return new FlowDocument("random", "Random", trigger, steps, onError, List.of());
  }

  private List<Step> steps(int depth, int many) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < many; i++) steps.add(step(depth));
    return steps;
  }

  private List<Step> some(int depth) {
    return steps(depth + 1, random.nextInt(3));
  }

  private Step step(int depth) {
    var head = new Head("s" + ++count, null, null, random.nextInt(12) == 0);
    return switch (random.nextInt(depth > 2 ? 9 : 15)) {
      case 0, 1, 2 -> call(head, List.of());
      case 3, 4 -> call(head, steps(9, 1 + random.nextInt(2)));
      case 5 -> new Step.Map(head, ".");
      case 6 -> new Step.Wait(head, pause());
      case 7 ->
          new Step.SubFlow(
              head, new FlowId("other"), null, JSON.objectNode(), random.nextBoolean());
      case 8 ->
          random.nextInt(4) == 0
              ? new Step.Stop(head, random.nextBoolean(), null)
              : new Step.Respond(head, JSON.numberNode(200), JSON.objectNode(), null);
      case 9 -> new Step.Switch(head, cases(depth));
      case 10, 11 -> {
        var join = Step.Join.values()[random.nextInt(3)];
        var branches = new ArrayList<Step.Branch>();
        for (int i = 0; i < 1 + random.nextInt(3); i++)
          branches.add(new Step.Branch(null, some(depth)));
        yield new Step.Parallel(head, join, branches);
      }
      case 12 ->
          new Step.ForEach(
              head, "${.order}", 1 + random.nextInt(3), random.nextInt(3), some(depth));
      case 13 ->
          new Step.Repeat(
              head, random.nextBoolean() ? "${.x}" : null, 1 + random.nextInt(4), some(depth));
      default ->
          new Step.Try(
              head,
              some(depth),
              random.nextInt(3) > 0 ? some(depth) : null,
              random.nextBoolean() ? some(depth) : List.of());
    };
  }

  private Step call(Head head, List<Step> undo) {
    var retry =
        new Step.Retry(
            random.nextInt(3),
            Duration.ofSeconds(1),
            2,
            Duration.ofMinutes(1),
            Set.of(Step.Retry.Cause.TRANSIENT, Step.Retry.Cause.THROTTLED),
            null);
    return new Step.Use(head, CALL, null, JSON.objectNode(), retry, null, undo);
  }

  private List<Step.Case> cases(int depth) {
    var cases = new ArrayList<Step.Case>();
    for (int i = 0; i < 1 + random.nextInt(2); i++)
      cases.add(new Step.Case(null, "${.x}", some(depth)));
    return cases;
  }

  private Pause pause() {
    var patience =
        new Patience(random.nextBoolean() ? Duration.ofHours(1) : null, random.nextBoolean());
    return switch (random.nextInt(3)) {
      case 0 -> new Pause.Delay("PT1H");
      case 1 -> new Pause.Event("paid", "k", patience);
      default -> new Pause.Approval(Set.of(), null, random.nextBoolean(), patience);
    };
  }
}
