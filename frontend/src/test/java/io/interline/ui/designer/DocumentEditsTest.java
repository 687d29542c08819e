package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class DocumentEditsTest {

  private static final ObjectNode FLOW =
      DocumentJson.readObject(
          """
          { "format": "interline/flow/1", "id": "order-sync", "title": "Orders",
            "trigger": { "id": "order", "use": "webhook@1/receive", "with": {} },
            "steps": [
              { "id": "a", "map": "{ \\"n\\": .order.id, \\"l\\": [for (.order.lines) .order] }" },
              { "id": "s", "switch": [
                { "when": "${.a.n > 1}", "do": [ { "id": "b", "use": "http@1/request", "with": { "id": "${.a.n}", "path": "/x/${.order.id}" } } ] },
                { "do": [] } ] },
              { "id": "p", "parallel": { "branches": [
                { "do": [ { "id": "c", "map": ".a" } ] }, { "do": [ { "id": "d", "map": ".b" } ] } ] } },
              { "id": "e", "stop": { "outcome": "fail", "message": "${.a.n} failed" } } ],
            "redact": [ "/order/customer", "/orders/x" ] }
          """);

  private static ObjectNode after(Edit edit) {
    var before = FLOW.deepCopy();
    var result = DocumentEdits.apply(before, edit);
    assertThat(before).as("the document given").isEqualTo(FLOW);
    return result;
  }

  private static ObjectNode map(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("map", ".");
  }

  private static List<String> places(JsonNode document) {
    return DocumentTree.steps(document).stream().map(s -> s.id() + " " + s.pointer()).toList();
  }

  @Test
  void insertsAtAnyPlace() {
    assertThat(places(after(new Edit.InsertStep("/steps/0", map("x")))))
        .contains("x /steps/0", "a /steps/1");
    assertThat(places(after(new Edit.InsertStep("/steps/1/switch/1/do/0", map("x")))))
        .contains("x /steps/1/switch/1/do/0");
    assertThat(places(after(new Edit.InsertStep("/steps/4", map("x"))))).contains("x /steps/4");
    assertThat(places(after(new Edit.InsertStep("/onError/0", map("x"))))).contains("x /onError/0");
  }

  @Test
  void insertsInTheWayOtherwiseThatIsNotWritten() {
    var result = after(new Edit.InsertStep("/steps/1/switch/2/do/0", map("x")));

    assertThat(result.at("/steps/1/switch/2/when").isMissingNode()).isTrue();
    assertThat(result.at("/steps/1/switch/2/do/0/id").asString()).isEqualTo("x");
  }

  @Test
  void removesBlocksWithWhatIsInThem() {
    assertThat(places(after(new Edit.RemoveSteps(List.of("s", "b", "a")))))
        .containsExactly(
            "p /steps/0",
            "c /steps/0/parallel/branches/0/do/0",
            "d /steps/0/parallel/branches/1/do/0",
            "e /steps/1");
  }

  @Test
  void movesForwardsAndBackwards() {
    assertThat(places(after(new Edit.MoveStep("a", "/steps/3"))))
        .containsSubsequence("s /steps/0", "p /steps/1", "a /steps/2", "e /steps/3");
    assertThat(places(after(new Edit.MoveStep("e", "/steps/1"))))
        .containsSubsequence("a /steps/0", "e /steps/1", "s /steps/2");
  }

  @Test
  void movesIntoABlockBehindItself() {
    var result = after(new Edit.MoveStep("a", "/steps/2/parallel/branches/0/do/0"));

    assertThat(places(result))
        .contains("a /steps/1/parallel/branches/0/do/0", "c /steps/1/parallel/branches/0/do/1");
  }

  @Test
  void doesNotMoveABlockIntoItself() {
    assertThatThrownBy(() -> after(new Edit.MoveStep("s", "/steps/1/switch/1/do/0")))
        .hasMessage("A block cannot be moved into itself.");
  }

  @Test
  void setsFieldsAndMakesTheWayToThem() {
    var value = JsonNodeFactory.instance.stringNode("PT5S");

    var result = after(new Edit.SetField("/steps/1/switch/0/do/0/retry/backoff/first", value));

    assertThat(result.at("/steps/1/switch/0/do/0/retry/backoff/first").asString())
        .isEqualTo("PT5S");
    assertThat(after(new Edit.SetField("/steps/0/map", null)).at("/steps/0").has("map")).isFalse();
    assertThat(after(new Edit.SetField("/steps/0/x/y", null))).isEqualTo(FLOW);
  }

  @Test
  void expressionsFollowARenamedTrigger() {
    var result = after(new Edit.RenameStep("order", "web"));

    assertThat(result.at("/trigger/id").asString()).isEqualTo("web");
    assertThat(result.at("/steps/0/map").asString())
        .isEqualTo("{ \"n\": .web.id, \"l\": [for (.web.lines) .order] }");
    assertThat(result.at("/steps/1/switch/0/do/0/with/path").asString()).isEqualTo("/x/${.web.id}");
    assertThat(result.at("/redact")).hasToString("[\"/web/customer\",\"/orders/x\"]");
    assertThat(result.path("id").asString()).isEqualTo("order-sync");
  }

  @Test
  void expressionsFollowARenamedStep() {
    var result = after(new Edit.RenameStep("a", "mapped"));

    assertThat(result.at("/steps/0/id").asString()).isEqualTo("mapped");
    assertThat(result.at("/steps/1/switch/0/when").asString()).isEqualTo("${.mapped.n > 1}");
    assertThat(result.at("/steps/1/switch/0/do/0/with/id").asString()).isEqualTo("${.mapped.n}");
    assertThat(result.at("/steps/3/stop/message").asString()).isEqualTo("${.mapped.n} failed");
  }

  @Test
  void refusesIdsThatAreTakenOrImpossible() {
    assertThatThrownBy(() -> after(new Edit.RenameStep("a", "b"))).hasMessageContaining("taken");
    assertThatThrownBy(() -> after(new Edit.RenameStep("a", "order")))
        .hasMessageContaining("taken");
    assertThatThrownBy(() -> after(new Edit.RenameStep("a", "1a"))).hasMessageContaining("cannot");
    assertThatThrownBy(() -> after(new Edit.RenameStep("a", "for"))).hasMessageContaining("cannot");
    assertThatThrownBy(() -> after(new Edit.RenameStep("gone", "z")))
        .hasMessageContaining("no step");
  }

  @Test
  void duplicatesWithFreshIdsAndReferencesInside() {
    var result = after(new Edit.DuplicateSteps(List.of("p", "c")));

    assertThat(places(result))
        .containsSubsequence(
            "p /steps/2", "p2 /steps/3", "c2 /steps/3/parallel/branches/0/do/0", "e /steps/4");
  }

  @Test
  void pastesWithFreshIdsAndReferencesAmongThePasted() {
    var first = map("a");
    var second = map("q").put("map", ".a.n + .z");

    var result = after(new Edit.PasteSteps("/steps/1", List.of(first, second)));

    assertThat(result.at("/steps/1/id").asString()).isEqualTo("a2");
    assertThat(result.at("/steps/2/id").asString()).isEqualTo("q");
    assertThat(result.at("/steps/0/map")).isEqualTo(FLOW.at("/steps/0/map"));
  }

  @Test
  void disablesAndEnables() {
    var disabled = after(new Edit.DisableSteps(List.of("a", "b"), true));

    assertThat(disabled.at("/steps/0/disabled").asBoolean()).isTrue();
    assertThat(DocumentEdits.apply(disabled, new Edit.DisableSteps(List.of("a", "b"), false)))
        .isEqualTo(FLOW);
  }

  @Test
  void addsWaysBeforeOtherwiseAndBranchesAtTheEnd() {
    var ways = after(new Edit.AddWay("s")).at("/steps/1/switch");
    var branches = after(new Edit.AddWay("p")).at("/steps/2/parallel/branches");

    assertThat(ways).hasSize(3);
    assertThat(ways.get(1).has("when")).isTrue();
    assertThat(ways.get(2).has("when")).isFalse();
    assertThat(branches).hasSize(3);
    assertThat(branches.get(2).has("when")).isFalse();
  }

  @Test
  void removesAndMovesWays() {
    assertThat(
            after(new Edit.RemoveWay("p", 0)).at("/steps/2/parallel/branches/0/do/0/id").asString())
        .isEqualTo("d");
    assertThat(
            after(new Edit.MoveWay("p", 0, 1))
                .at("/steps/2/parallel/branches/0/do/0/id")
                .asString())
        .isEqualTo("d");
    assertThat(after(new Edit.MoveWay("p", 1, 1))).isEqualTo(FLOW);
  }

  @Test
  void appliesTheFixOfAProblem() {
    var fix =
        DocumentJson.read(
            """
            [ { "op": "replace", "path": "/steps/0/map", "value": "." },
              { "op": "add", "path": "/steps/-", "value": { "id": "z", "map": "." } },
              { "op": "add", "path": "/steps/0/title", "value": "A" },
              { "op": "remove", "path": "/redact" } ]
            """);

    var result = after(new Edit.Patch(fix));

    assertThat(result.at("/steps/0/map").asString()).isEqualTo(".");
    assertThat(result.at("/steps/0/title").asString()).isEqualTo("A");
    assertThat(result.at("/steps/4/id").asString()).isEqualTo("z");
    assertThat(result.has("redact")).isFalse();
  }

  @Test
  void stepsSeeWhatRanBeforeThemAndNoWayBesideTheirs() {
    assertThat(DocumentTree.before(FLOW, "d"))
        .extracting(DocumentTree.Located::id)
        .containsExactly("a", "s", "b");
    assertThat(DocumentTree.before(FLOW, "e"))
        .extracting(DocumentTree.Located::id)
        .containsExactly("a", "s", "b", "p", "c", "d");
    assertThat(DocumentTree.before(FLOW, "b"))
        .extracting(DocumentTree.Located::id)
        .containsExactly("a");
  }

  @Test
  void idsAreMadeFromWords() {
    assertThat(DocumentTree.idFrom("Create ERP order", null)).isEqualTo("createErpOrder");
    assertThat(DocumentTree.idFrom("3 ways", "ways")).isEqualTo("ways");
    assertThat(DocumentTree.idFrom("Ünter", null)).isEqualTo("nter");
    assertThat(DocumentTree.idFrom("If", null)).isEqualTo("ifStep");
    assertThat(DocumentTree.idFrom("…", null)).isEqualTo("step");
  }
}
