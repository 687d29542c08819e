package io.interline.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.ui.canvas.CanvasGraph.Card;
import io.interline.ui.canvas.CanvasGraph.Wire;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

  private static void assertNoOverlap(CanvasGraph graph) {
    var cards = graph.cards();
    for (var a : cards)
      for (var b : cards)
        if (a != b)
          assertThat(
                  a.x() + a.width() <= b.x()
                      || b.x() + b.width() <= a.x()
                      || a.y() + a.height() <= b.y()
                      || b.y() + b.height() <= a.y())
              .as("%s beside %s", a.id(), b.id())
              .isTrue();
  }
}
