package io.interline.flow.internal.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.Operations;
import io.interline.flow.FlowId;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import io.interline.flow.definition.Step.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Compiles flow documents into plans.
public final class PlanCompiler {

  /// Of one attempt, unless the step says otherwise.
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(30);

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Operations operations;
  private final Expressions expressions;

  public PlanCompiler(Operations operations, Expressions expressions) {
    this.operations = operations;
    this.expressions = expressions;
  }

  /// @throws IllegalArgumentException when an operation, expression or schema is wrong
  public Plan compile(FlowDocument document) {
    var trigger = document.trigger();
    var work = new Work();
    work.flow(document);
    return new Plan(
        new FlowId(document.id()),
        document.title(),
        trigger.id(),
        trigger.schema() == null ? null : expressions.schema(trigger.schema()),
        inOrder(work.made),
        inOrder(work.opened),
        inOrder(work.bodies),
        document.onError().isEmpty() ? Place.END : work.errorScope,
        document.redact().stream().map(JsonPointer::compile).toList(),
        trigger.dedupe() == null
            ? null
            : new Plan.Dedupe(text(trigger.dedupe().key()), trigger.dedupe().window()),
        trigger.order() == null
            ? null
            : new Plan.Order(text(trigger.order().key()), trigger.order().blocks()));
  }

  private Expression text(String template) {
    return expressions.template(TextNode.valueOf(template));
  }

  private @Nullable Expression textIfGiven(@Nullable String template) {
    return template == null ? null : text(template);
  }

  /// What holds for all nodes of a scope.
  ///
  /// @param catches see [Place]
  /// @param undoes whether its calls may be undone
  private record Around(int body, int catches, boolean undoes) {

    Around in(int body) {
      return new Around(body, catches, undoes);
    }

    Around catching(int guard) {
      return new Around(body, guard, undoes);
    }

    Around undoing() {
      return new Around(body, catches, false);
    }
  }

  /// One document while it is compiled. Indexes are given in the order of the document, before the
  /// nodes are made, as a node must know the one that follows.
  private final class Work {

    private final Map<Integer, Node> made = new HashMap<>();
    private final Map<Integer, Scope> opened = new HashMap<>();
    private final Map<Integer, Body> bodies = new HashMap<>();
    private final Map<Integer, Integer> depths = new HashMap<>();
    private int nextNode;
    private int nextScope;
    private int nextBody = 1;
    private int errorScope;

    void flow(FlowDocument document) {
      var around = new Around(0, Place.END, true);
      scope(Scope.Kind.FLOW, Place.END, document.steps(), List.of(), around);
      errorScope = nextScope;
      if (!document.onError().isEmpty()) {
        var all = new ArrayList<Integer>();
        addAll(0, around, all);
        scope(Scope.Kind.ERROR, Place.END, document.onError(), all, around.undoing());
      }
      bodies.put(0, new Body(0, Place.END, Place.END, 0, 0, nextNode, 0, nextScope));
    }

    int scope(Scope.Kind kind, int opener, List<Step> steps, List<Integer> seen, Around around) {
      int scope = nextScope++;
      int from = nextNode;
      int first = line(scope, steps, Place.END, new ArrayList<>(seen), around);
      opened.put(scope, new Scope(scope, kind, opener, around.body(), first, from, nextNode));
      return scope;
    }

    /// Compiles steps that follow one another; `seen` grows by all nodes that later steps may refer
    /// to.
    private int line(int scope, List<Step> steps, int next, List<Integer> seen, Around around) {
      var indexes = new ArrayList<Integer>();
      int at = nextNode;
      for (var step : steps) {
        indexes.add(at);
        at += sizeOf(step);
      }
      for (int i = 0; i < steps.size(); i++) {
        int follower = i + 1 < steps.size() ? indexes.get(i + 1) : next;
        compile(scope, steps.get(i), follower, seen, around);
      }
      return steps.isEmpty() ? next : indexes.getFirst();
    }

    private void compile(int scope, Step step, int next, List<Integer> seen, Around around) {
      int index = nextNode++;
      int[] sees = seen.stream().mapToInt(Integer::intValue).toArray();
      var place =
          new Place(
              index,
              step.id(),
              scope,
              around.body(),
              next,
              step.head().disabled(),
              sees,
              around.catches());
      made.put(index, node(place, step, seen, around));
      seen.add(index);
    }

    private Node node(Place place, Step step, List<Integer> seen, Around around) {
      return switch (step) {
        case Step.Use use -> call(place, use, seen, around);
        case Step.Map map -> new Node.Compute(place, expressions.mapping(map.jslt()));
        case Step.Validate validate ->
            new Node.Validate(
                place, expressions.schema(validate.schema()), textIfGiven(validate.value()));
        case Step.Switch choice -> choose(place, choice, seen, around);
        case Step.Parallel parallel -> fork(place, parallel, seen, around);
        case Step.ForEach loop -> {
          var items = text(loop.items());
          int body = body(place, loop.steps(), seen, around);
          int parts = isDivided(loop) ? parts(place, isUndone(loop), seen, around) : Place.END;
          yield new Node.Each(place, items, loop.concurrency(), loop.tolerated(), body, parts);
        }
        case Step.Repeat loop -> {
          var until = loop.until() == null ? null : expressions.condition(loop.until());
          int body = body(place, loop.steps(), seen, around);
          yield new Node.Repeat(place, until, loop.max(), body);
        }
        case Step.Try guard -> guard(place, guard, seen, around);
        case Step.Wait wait -> await(place, wait.pause());
        case Step.SubFlow call ->
            new Node.SubFlow(
                place,
                call.flow(),
                call.version(),
                expressions.template(call.with()),
                call.waits());
        case Step.Respond respond -> new Node.Respond(place, answer(respond));
        case Step.Stop stop -> new Node.Stop(place, stop.success(), textIfGiven(stop.message()));
      };
    }

    private Node call(Place place, Step.Use use, List<Integer> seen, Around around) {
      int undo = Place.END;
      if (!use.compensate().isEmpty()) {
        var visible = new ArrayList<>(seen);
        visible.add(place.index());
        int scope =
            scope(
                Scope.Kind.COMPENSATION,
                place.index(),
                use.compensate(),
                visible,
                around.undoing());
        if (around.undoes()) undo = scope;
      }
      var action = operations.action(use.use());
      return new Node.Call(
          place,
          action,
          use.connection(),
          expressions.template(use.with(), action.places(use.with())),
          use.retry() == null ? Step.Retry.STANDARD : use.retry(),
          use.timeout() == null ? STANDARD_TIMEOUT : use.timeout(),
          undo);
    }

    private Node choose(Place place, Step.Switch choice, List<Integer> seen, Around around) {
      var ways = new ArrayList<Node.Way>();
      var inside = new ArrayList<Integer>();
      for (var way : choice.cases()) {
        var visible = new ArrayList<>(seen);
        var when = way.when() == null ? null : expressions.condition(way.when());
        int first = line(place.scope(), way.steps(), place.next(), visible, around);
        ways.add(new Node.Way(when, first));
        inside.addAll(visible.subList(seen.size(), visible.size()));
      }
      seen.addAll(inside);
      return new Node.Choose(place, ways);
    }

    private Node fork(Place place, Step.Parallel parallel, List<Integer> seen, Around around) {
      var branches = new ArrayList<Integer>();
      int before = nextNode;
      for (var branch : parallel.branches())
        branches.add(scope(Scope.Kind.BRANCH, place.index(), branch.steps(), seen, around));
      addAll(before, around, seen);
      return new Node.Fork(place, parallel.join(), branches);
    }

    private Node guard(Place place, Step.Try guard, List<Integer> seen, Around around) {
      int at = place.index();
      int before = nextNode;
      int tried = scope(Scope.Kind.TRY, at, guard.steps(), seen, around);
      addAll(before, around, seen);
      int caught = Place.END;
      if (guard.caught() != null) {
        before = nextNode;
        caught = scope(Scope.Kind.CATCH, at, guard.caught(), seen, around.catching(at));
        addAll(before, around, seen);
      }
      int last = Place.END;
      if (!guard.last().isEmpty()) {
        before = nextNode;
        last = scope(Scope.Kind.FINALLY, at, guard.last(), seen, around);
        addAll(before, around, seen);
      }
      return new Node.Guard(place, tried, caught, last);
    }

    /// Makes visible the nodes made since, but for those inside loops.
    private void addAll(int since, Around around, List<Integer> seen) {
      for (int index = since; index < nextNode; index++) {
        var node = made.get(index);
        if (node != null && node.place().body() == around.body()) seen.add(index);
      }
    }

    /// The body that a large list is worked on with: a node for a part of it, and one that undoes.
    private int parts(Place loop, boolean undone, List<Integer> seen, Around around) {
      int body = nextBody++;
      int firstNode = nextNode;
      int firstScope = nextScope++;
      depths.put(body, depths.getOrDefault(around.body(), 0) + 1);
      var visible = new ArrayList<>(seen);
      visible.add(loop.index());
      int part = nextNode++;
      int undo = undone ? nextScope++ : Place.END;
      if (undone) {
        visible.add(part);
        int undoing = nextNode++;
        var place = inPart(loop, undoing, ".undo", undo, body, visible, around);
        made.put(undoing, new Node.Part(place, loop.index(), true, Place.END));
        opened.put(
            undo, new Scope(undo, Scope.Kind.COMPENSATION, part, body, undoing, undoing, nextNode));
      }
      var place = inPart(loop, part, ".part", firstScope, body, visible, around);
      made.put(part, new Node.Part(place, loop.index(), false, around.undoes() ? undo : Place.END));
      opened.put(
          firstScope,
          new Scope(firstScope, Scope.Kind.TURN, loop.index(), body, part, firstNode, nextNode));
      bodies.put(
          body,
          new Body(
              body,
              loop.index(),
              around.body(),
              depths.getOrDefault(body, 1),
              firstNode,
              nextNode,
              firstScope,
              nextScope));
      return body;
    }

    private static Place inPart(
        Place loop, int index, String of, int scope, int body, List<Integer> seen, Around around) {
      int[] sees = seen.stream().mapToInt(Integer::intValue).toArray();
      return new Place(
          index, loop.id() + of, scope, body, Place.END, false, sees, around.catches());
    }

    private int body(Place loop, List<Step> steps, List<Integer> seen, Around around) {
      int body = nextBody++;
      int firstNode = nextNode;
      int firstScope = nextScope;
      var visible = new ArrayList<>(seen);
      visible.add(loop.index());
      // Its parent is made later; only the depth is needed from it.
      depths.put(body, depths.getOrDefault(around.body(), 0) + 1);
      scope(Scope.Kind.TURN, loop.index(), steps, visible, around.in(body));
      int depth = depths.getOrDefault(body, 1);
      bodies.put(
          body,
          new Body(
              body,
              loop.index(),
              around.body(),
              depth,
              firstNode,
              nextNode,
              firstScope,
              nextScope));
      return body;
    }
  }

  private Node.Await await(Place place, Pause pause) {
    return switch (pause) {
      case Pause.Delay delay -> time(place, NODES.objectNode().put("duration", delay.duration()));
      case Pause.Until until -> time(place, NODES.objectNode().put("time", until.time()));
      case Pause.Event event ->
          new Node.Await(
              place,
              Ask.Kind.EVENT,
              expressions.template(
                  NODES.objectNode().put("name", event.name()).put("key", event.key())),
              event.patience().timeout(),
              event.patience().failsWhenOver());
      case Pause.Approval approval -> {
        var details = NODES.objectNode();
        var roles = details.putArray("roles");
        approval.roles().stream().sorted().forEach(roles::add);
        details.put("message", approval.message() == null ? "" : approval.message());
        details.put("failsWhenRejected", approval.failsWhenRejected());
        yield new Node.Await(
            place,
            Ask.Kind.APPROVAL,
            expressions.template(details),
            approval.patience().timeout(),
            approval.patience().failsWhenOver());
      }
    };
  }

  private Node.Await time(Place place, JsonNode details) {
    return new Node.Await(place, Ask.Kind.TIME, expressions.template(details), null, false);
  }

  private Expression answer(Step.Respond respond) {
    var answer = NODES.objectNode();
    answer.set("status", respond.status());
    answer.set("headers", respond.headers());
    if (respond.body() != null) answer.set("body", respond.body());
    return expressions.template(answer);
  }

  private static int sizeOf(Step step) {
    int size = 1;
    if (step instanceof Step.ForEach loop && isDivided(loop)) size += isUndone(loop) ? 2 : 1;
    for (var lane : step.lanes()) for (var inner : lane.steps()) size += sizeOf(inner);
    return size;
  }

  /// What ends the whole run, or answers its caller, must stand in it.
  private static boolean isDivided(Step.ForEach loop) {
    return !holds(loop, step -> step instanceof Step.Stop || step instanceof Step.Respond);
  }

  private static boolean isUndone(Step.ForEach loop) {
    return holds(loop, step -> step instanceof Step.Use use && !use.compensate().isEmpty());
  }

  private static boolean holds(Step step, Predicate<Step> wanted) {
    for (var lane : step.lanes())
      for (var inner : lane.steps()) if (wanted.test(inner) || holds(inner, wanted)) return true;
    return false;
  }

  private static <T> List<T> inOrder(Map<Integer, T> byIndex) {
    var list = new ArrayList<T>();
    for (int index = 0; index < byIndex.size(); index++) {
      var value = byIndex.get(index);
      if (value == null) throw new IllegalStateException("nothing at " + index);
      list.add(value);
    }
    return list;
  }
}
