package io.interline.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.ui.canvas.CanvasGraph.Card;
import io.interline.ui.canvas.CanvasGraph.Wire;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CanvasLayoutTest {

  private static final String ORDER_SYNC =
      """
      { "trigger": { "id": "order", "use": "webhook@1/receive" },
        "steps": [
          { "id": "erpOrder", "map": "{}" },
          { "id": "country", "switch": [
            { "when": "${.order.customer.country == \\"GB\\"}", "do": [ { "id": "vat", "use": "http@1/request" } ] },
            { "do": [] } ] },
          { "id": "fanout", "parallel": { "branches": [
            { "do": [ { "id": "erp", "use": "http@1/request" }, { "id": "log", "use": "core@1/log" } ] },
            { "title": "Billing", "do": [ { "id": "bill", "use": "http@1/request" } ] } ] } } ],
        "onError": [ { "id": "tell", "use": "core@1/log" } ] }
      """;

  private static CanvasGraph layout(String document, boolean editable) {
    return CanvasLayout.of(
        JsonMapper.builder().build().readTree(document), StepFace.plain(), editable);
  }

  private static Card card(CanvasGraph graph, String id) {
    return graph.cards().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  private static double axis(Card card) {
    return card.x() + card.width() / 2;
  }

  @Test
  void stepsOfOneSequenceStandOnOneAxis() {
    var graph = layout(ORDER_SYNC, true);

    assertThat(
            List.of("order", "erpOrder", "country", "join:country", "fanout", "join:fanout", "end"))
        .allSatisfy(id -> assertThat(axis(card(graph, id))).isZero());
    assertThat(axis(card(graph, "erp"))).isEqualTo(axis(card(graph, "log"))).isNegative();
    assertThat(axis(card(graph, "bill"))).isPositive();
  }

  @Test
  void noTwoCardsOverlap() {
    var graph = layout(ORDER_SYNC, true);

    assertNoOverlap(graph);
  }

  @Test
  void everyPlaceForAStepIsOfferedOnce() {
    var graph = layout(ORDER_SYNC, true);

    var places = graph.wires().stream().map(Wire::anchor).filter(a -> a != null).toList();
    assertThat(places)
        .containsExactlyInAnyOrder(
            "/steps/0",
            "/steps/1",
            "/steps/1/switch/0/do/0",
            "/steps/1/switch/0/do/1",
            "/steps/2",
            "/steps/2/parallel/branches/0/do/0",
            "/steps/2/parallel/branches/0/do/1",
            "/steps/2/parallel/branches/0/do/2",
            "/steps/2/parallel/branches/1/do/0",
            "/steps/2/parallel/branches/1/do/1",
            "/steps/3",
            "/onError/0",
            "/onError/1");
    assertThat(card(graph, "slot:/steps/1/switch/1/do").pointer())
        .isEqualTo("/steps/1/switch/1/do/0");
  }

  @Test
  void readOnlyCanvasOffersNoPlace() {
    assertThat(layout(ORDER_SYNC, false).wires()).allSatisfy(w -> assertThat(w.anchor()).isNull());
  }

  @Test
  void waysSayWhenTheyAreTaken() {
    var graph = layout(ORDER_SYNC, true);

    assertThat(graph.wires().stream().map(Wire::label).filter(l -> l != null))
        .containsExactly("GB", "otherwise", "Billing");
  }

  @Test
  void wayWithoutItsConditionIsNotTheOtherwise() {
    var graph =
        layout(
            """
            { "trigger": {"id": "m"}, "steps": [ { "id": "c", "switch": [ { "when": "", "do": [] }, { "do": [] } ] } ] }
            """,
            true);

    assertThat(graph.wires().stream().map(Wire::label).filter(l -> l != null))
        .containsExactly("no condition yet", "otherwise");
  }

  @Test
  void switchWithoutOtherwiseDrawsTheWayThatPassesIt() {
    var graph =
        layout(
            """
            { "trigger": {"id": "m"}, "steps": [ { "id": "s", "switch": [ { "when": "${.m.a}", "do": [] } ] } ] }
            """,
            true);

    assertThat(card(graph, "slot:/steps/0/switch/1/do").pointer())
        .isEqualTo("/steps/0/switch/1/do/0");
    assertThat(graph.wires()).filteredOn(Wire::dashed).hasSize(2);
  }

  @Test
  void nothingGoesOnAfterAStop() {
    var graph =
        layout(
            "{ \"trigger\": {\"id\": \"m\"}, \"steps\": [ { \"id\": \"s\", \"stop\": {} } ] }",
            true);

    assertThat(graph.wires()).extracting(Wire::source).doesNotContain("s");
    assertThat(graph.cards()).extracting(Card::kind).doesNotContain("end");
  }

  @Test
  void emptyFlowHasOnePlace() {
    var graph = layout("{ \"trigger\": {\"id\": \"m\"}, \"steps\": [] }", true);

    assertThat(graph.empty()).isTrue();
    assertThat(graph.wires()).singleElement().extracting(Wire::anchor).isEqualTo("/steps/0");
  }

  @Test
  void drawsWhatIsNoFlowAtAll() {
    var graph =
        layout(
            "{ \"steps\": [ 1, { \"switch\": 3 }, { \"id\": \"a\", \"parallel\": [] }, { \"id\": \"a\" } ] }",
            true);

    assertThat(graph.cards()).extracting(Card::id).doesNotHaveDuplicates();
  }

  @Test
  void deepAndWideFlowHasNoOverlap() {
    var inner =
        IntStream.range(0, 4).mapToObj(i -> nested(3, "n" + i)).collect(Collectors.joining(","));

    assertNoOverlap(layout("{ \"trigger\": {\"id\": \"m\"}, \"steps\": [" + inner + "] }", true));
  }

  private static String nested(int depth, String id) {
    if (depth == 0) return "{ \"id\": \"" + id + "\", \"map\": \".\" }";
    var lanes =
        IntStream.range(0, depth)
            .mapToObj(i -> "{ \"do\": [" + nested(depth - 1, id + "-" + i) + "] }")
            .collect(Collectors.joining(","));
    return "{ \"id\": \"" + id + "\", \"parallel\": { \"branches\": [" + lanes + "] } }";
  }

  private static final String BLOCKS =
      """
      { "trigger": {"id": "order"}, "steps": [
        { "id": "lines", "forEach": "${.order.lines}", "concurrency": 8, "do": [
          { "id": "reserve", "use": "http@1/request", "compensate": [ { "id": "release", "use": "http@1/request" } ] } ] },
        { "id": "page", "repeat": { "until": "${.page.last.done}", "max": 20 }, "do": [] },
        { "id": "guard", "try": [ { "id": "risky", "map": "." } ], "catch": [], "finally": [ { "id": "tidy", "map": "." } ] },
        { "id": "paid", "wait": { "for": "event", "event": "payment.received", "key": "k" } },
        { "id": "approve", "wait": { "for": "approval", "roles": ["OWNER"], "timeout": "P2D" } },
        { "id": "notify", "flow": "notify-customer@latest", "with": {} } ] }
      """;

  @Test
  void framesHoldWhatIsInside() {
    var graph = layout(BLOCKS, true);

    assertNoOverlap(graph);
    assertInside(graph, "reserve", "frame:lines");
    assertInside(graph, "release", "frame:lines");
    assertInside(graph, "slot:/steps/1/do", "frame:page");
    assertInside(graph, "risky", "frame:guard");
    assertInside(graph, "slot:/steps/2/catch", "frame:guard");
    assertInside(graph, "tidy", "frame:guard");
  }

  @Test
  void facesSayWhatMatters() {
    var graph = layout(BLOCKS, true);

    assertThat(
            List.of("lines", "page", "guard", "paid", "approve", "notify").stream()
                .map(id -> card(graph, id).subtitle()))
        .containsExactly(
            "8 at once · order.lines",
            "until page.last.done · max 20",
            "catches failures · tidies up",
            "waits for payment.received",
            "approval by owner · 2 d",
            "calls notify-customer");
  }

  @Test
  void stepsThatUndoStandBesideTheirCall() {
    var graph = layout(BLOCKS, true);

    var call = card(graph, "reserve");
    var undo = card(graph, "release");
    assertThat(undo.y()).isEqualTo(call.y());
    assertThat(undo.x()).isGreaterThan(call.x() + call.width());
    assertThat(graph.wires())
        .filteredOn(w -> w.bend().equals("undo"))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.dashed()).isTrue();
              assertThat(w.anchor()).isEqualTo("/steps/0/do/0/compensate/0");
            });
  }

  @Test
  void everyPlaceInsideOfBlocksIsOffered() {
    var graph = layout(BLOCKS, true);

    assertThat(graph.wires().stream().map(Wire::anchor))
        .contains(
            "/steps/0/do/0",
            "/steps/0/do/0/compensate/1",
            "/steps/0/do/1",
            "/steps/2/try/0",
            "/steps/2/try/1",
            "/steps/2/finally/1");
    assertThat(graph.cards().stream().filter(c -> c.kind().equals("slot")).map(Card::pointer))
        .containsExactly("/steps/1/do/0", "/steps/2/catch/0");
  }

  @Test
  void foldedBlockIsACardThatSaysWhatItHides() {
    var document = JsonMapper.builder().build().readTree(BLOCKS);

    var graph = CanvasLayout.of(document, StepFace.plain(), true, Set.of("lines"));

    assertThat(card(graph, "lines").fold()).isEqualTo("closed");
    assertThat(card(graph, "lines").subtitle()).startsWith("2 steps inside");
    assertThat(card(graph, "guard").fold()).isEqualTo("open");
    assertThat(graph.cards()).extracting(Card::id).doesNotContain("reserve", "frame:lines");
    assertNoOverlap(graph);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nestedBlocksByChanceDoNotOverlap(long seed) {
    var chance = new Random(seed);
    var steps = list(chance, 4);
    var document =
        "{ \"trigger\": {\"id\": \"m\"}, \"steps\": "
            + steps
            + ", \"onError\": "
            + list(chance, 2)
            + " }";

    assertNoOverlap(layout(document, true));
    assertNoOverlap(layout(document, false));
  }

  private static String list(Random chance, int depth) {
    return IntStream.range(0, chance.nextInt(4))
        .mapToObj(i -> block(chance, depth))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String block(Random chance, int depth) {
    var id = "\"id\": \"s" + chance.nextLong() + "\", ";
    if (depth == 0) return "{" + id + "\"map\": \".\" }";
    var body =
        switch (chance.nextInt(7)) {
          case 0 -> "\"forEach\": \"x\", \"do\": " + list(chance, depth - 1);
          case 1 -> "\"repeat\": {}, \"do\": " + list(chance, depth - 1);
          case 2 ->
              "\"try\": "
                  + list(chance, depth - 1)
                  + (chance.nextBoolean() ? ", \"catch\": " + list(chance, depth - 1) : "")
                  + (chance.nextBoolean() ? ", \"finally\": " + list(chance, depth - 1) : "");
          case 3 -> "\"use\": \"a@1/b\", \"compensate\": " + list(chance, depth - 1);
          case 4 ->
              "\"switch\": [ { \"when\": \"${.m}\", \"do\": " + list(chance, depth - 1) + " } ]";
          case 5 ->
              "\"parallel\": { \"branches\": [ { \"do\": " + list(chance, depth - 1) + " } ] }";
          default -> "\"stop\": {}";
        };
    return "{" + id + body + "}";
  }

  private static void assertInside(CanvasGraph graph, String id, String frame) {
    var inner = card(graph, id);
    var outer = card(graph, frame);
    assertThat(contains(outer, inner)).as("%s in %s", id, frame).isTrue();
  }

  private static boolean contains(Card outer, Card inner) {
    return outer.x() <= inner.x()
        && outer.y() <= inner.y()
        && inner.x() + inner.width() <= outer.x() + outer.width()
        && inner.y() + inner.height() <= outer.y() + outer.height();
  }

  private static boolean apart(Card a, Card b) {
    return a.x() + a.width() <= b.x()
        || b.x() + b.width() <= a.x()
        || a.y() + a.height() <= b.y()
        || b.y() + b.height() <= a.y();
  }

  /// The block's own card and its exit stand on the edge of its frame.
  private static boolean isOnEdge(Card frame, Card card) {
    var block = frame.id().substring("frame:".length());
    return card.id().equals(block) || card.id().equals("join:" + block);
  }

  private static void assertNoOverlap(CanvasGraph graph) {
    var cards = graph.cards();
    for (var a : cards)
      for (var b : cards) {
        if (a == b) continue;
        boolean fine =
            a.kind().equals("frame") || b.kind().equals("frame")
                ? apart(a, b)
                    || (a.kind().equals("frame") && (contains(a, b) || isOnEdge(a, b)))
                    || (b.kind().equals("frame") && (contains(b, a) || isOnEdge(b, a)))
                : apart(a, b);
        assertThat(fine).as("%s beside %s", a.id(), b.id()).isTrue();
      }
  }
}
