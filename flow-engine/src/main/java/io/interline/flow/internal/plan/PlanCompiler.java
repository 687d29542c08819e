package io.interline.flow.internal.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.Operations;
import io.interline.flow.FlowId;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles flow documents into plans.
public final class PlanCompiler {

  /// Of one attempt, unless the step says otherwise.
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(30);

  private final Operations operations;
  private final Expressions expressions;

  public PlanCompiler(Operations operations, Expressions expressions) {
    this.operations = operations;
    this.expressions = expressions;
  }

  /// @throws IllegalArgumentException when an operation, expression or schema is wrong
  public Plan compile(FlowDocument document) {
    var schema = document.trigger().schema();
    var work = new Work();
    work.scope(Place.END, document.steps(), List.of());
    int errors = Place.END;
    if (!document.onError().isEmpty())
      errors = work.scope(Place.END, document.onError(), work.allIndexes());
    return new Plan(
        new FlowId(document.id()),
        document.title(),
        document.trigger().id(),
        schema == null ? null : expressions.schema(schema),
        work.nodes(),
        work.scopes(),
        errors,
        document.redact().stream().map(JsonPointer::compile).toList());
  }

  /// One document while it is compiled. Indexes are given in the order of the document, before the
  /// nodes are made, as a node must know the one that follows.
  private final class Work {

    private final Map<Integer, Node> made = new HashMap<>();
    private final Map<Integer, Scope> opened = new HashMap<>();
    private int nextNode;
    private int nextScope;

    List<Node> nodes() {
      return inOrder(made, nextNode);
    }

    List<Scope> scopes() {
      return inOrder(opened, nextScope);
    }

    List<Integer> allIndexes() {
      var all = new ArrayList<Integer>();
      for (int index = 0; index < nextNode; index++) all.add(index);
      return all;
    }

    int scope(int fork, List<Step> steps, List<Integer> seen) {
      int scope = nextScope++;
      int first = line(scope, steps, Place.END, new ArrayList<>(seen));
      opened.put(scope, new Scope(scope, fork, first));
      return scope;
    }

    /// Compiles steps that follow one another; `seen` grows by all nodes that later steps may refer
    /// to.
    private int line(int scope, List<Step> steps, int next, List<Integer> seen) {
      var indexes = new ArrayList<Integer>();
      int at = nextNode;
      for (var step : steps) {
        indexes.add(at);
        at += sizeOf(step);
      }
      for (int i = 0; i < steps.size(); i++) {
        int follower = i + 1 < steps.size() ? indexes.get(i + 1) : next;
        compile(scope, steps.get(i), follower, seen);
      }
      return steps.isEmpty() ? next : indexes.getFirst();
    }

    private void compile(int scope, Step step, int next, List<Integer> seen) {
      int index = nextNode++;
      int[] sees = seen.stream().mapToInt(Integer::intValue).toArray();
      var place = new Place(index, step.id(), scope, next, step.head().disabled(), sees);
      made.put(index, node(place, step, seen));
      seen.add(index);
    }

    private Node node(Place place, Step step, List<Integer> seen) {
      return switch (step) {
        case Step.Use use -> call(place, use);
        case Step.Map map -> new Node.Compute(place, expressions.mapping(map.jslt()));
        case Step.Validate validate ->
            new Node.Validate(
                place, expressions.schema(validate.schema()), template(validate.value()));
        case Step.Switch choice -> choose(place, choice, seen);
        case Step.Parallel parallel -> fork(place, parallel, seen);
        case Step.Stop stop -> new Node.Stop(place, stop.success(), template(stop.message()));
      };
    }

    private Node call(Place place, Step.Use use) {
      return new Node.Call(
          place,
          operations.action(use.use()),
          use.connection(),
          expressions.template(use.with()),
          use.retry() == null ? Step.Retry.STANDARD : use.retry(),
          use.timeout() == null ? STANDARD_TIMEOUT : use.timeout());
    }

    private Node choose(Place place, Step.Switch choice, List<Integer> seen) {
      var ways = new ArrayList<Node.Way>();
      var inside = new ArrayList<Integer>();
      for (var way : choice.cases()) {
        var visible = new ArrayList<>(seen);
        var when = way.when() == null ? null : expressions.condition(way.when());
        ways.add(new Node.Way(when, line(place.scope(), way.steps(), place.next(), visible)));
        inside.addAll(visible.subList(seen.size(), visible.size()));
      }
      seen.addAll(inside);
      return new Node.Choose(place, ways);
    }

    private Node fork(Place place, Step.Parallel parallel, List<Integer> seen) {
      var branches = new ArrayList<Integer>();
      var inside = new ArrayList<Integer>();
      for (var branch : parallel.branches()) {
        int before = nextNode;
        branches.add(scope(place.index(), branch.steps(), seen));
        for (int index = before; index < nextNode; index++) inside.add(index);
      }
      seen.addAll(inside);
      return new Node.Fork(place, parallel.join(), branches);
    }

    private @Nullable Expression template(@Nullable String text) {
      return text == null ? null : expressions.template(TextNode.valueOf(text));
    }
  }

  private static int sizeOf(Step step) {
    int size = 1;
    switch (step) {
      case Step.Switch choice -> {
        for (var way : choice.cases()) size += sizeOf(way.steps());
      }
      case Step.Parallel parallel -> {
        for (var branch : parallel.branches()) size += sizeOf(branch.steps());
      }
      case Step.Use _, Step.Map _, Step.Validate _, Step.Stop _ -> {}
    }
    return size;
  }

  private static int sizeOf(List<Step> steps) {
    return steps.stream().mapToInt(PlanCompiler::sizeOf).sum();
  }

  private static <T> List<T> inOrder(Map<Integer, T> byIndex, int size) {
    var list = new ArrayList<T>();
    for (int index = 0; index < size; index++) {
      var item = byIndex.get(index);
      if (item == null) throw new IllegalStateException("nothing at " + index);
      list.add(item);
    }
    return list;
  }
}
