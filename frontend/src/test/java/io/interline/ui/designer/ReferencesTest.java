package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        ".order # .web",
        ".order.id # .web.id",
        ".\"order\".id # .\"web\".id",
        ".orders # .orders",
        ".order-id # .order-id",
        ".a.order # .a.order",
        "fallback(.order, .b) # fallback(.web, .b)",
        "$order + .order # $order + .web",
        "\".order\" + .order # \".order\" + .web",
        "if (.order) .order else .order.x # if (.web) .web else .web.x",
        "if (.order) [.order] else {\"a\" : .order} # if (.web) [.web] else {\"a\" : .web}",
        "[for (.order.lines) .order] # [for (.web.lines) .order]",
        "[for (.order) .x] + [.order] # [for (.web) .x] + [.web]",
        "{for (.order) .key : .order} # {for (.web) .key : .order}",
        "{\"a\": .order, * : .order} # {\"a\": .web, * : .order}",
        "{\"a\": .b * .order} # {\"a\": .b * .web}",
        ".order | .order # .web | .order",
        "[.a | .order, .order] # [.a | .order, .web]",
        "def f(x) .order f(.order) # def f(x) .web f(.web)",
        "let a = .order {\"b\" : $a + .order} # let a = .web {\"b\" : $a + .web}",
        ".a[.order] # .a[.web]",
        "(.a).order # (.a).order",
        ".order[0 : 1].order # .web[0 : 1].order",
        "not(.order) and .order > 1 # not(.web) and .web > 1"
      })
  void followsPathsFromTheRoot(String before, String after) {
    assertThat(References.inExpression(before, "order", "web")).isEqualTo(after);
  }

  @Test
  void leavesCommentsAlone() {
    assertThat(References.inExpression("// .order\n.order", "order", "web"))
        .isEqualTo("// .order\n.web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "/orders/${.order.id} # /orders/${.web.id}",
        ".order # .order",
        "$${.order} # $${.order}",
        "${.order}-${ .order.x } # ${.web}-${ .web.x }",
        "${ {\"a\" : .order} }.order # ${ {\"a\" : .web} }.order",
        "${ \"}\" + .order # ${ \"}\" + .order"
      })
  void followsPathsInTemplates(String before, String after) {
    assertThat(References.inTemplate(before, "order", "web")).isEqualTo(after);
  }

  @Test
  void followsIntoLoopsWaitsAnswersAndKeysOfTheTrigger() {
    var document =
        DocumentJson.readObject(
            """
            { "trigger": { "id": "order", "dedupe": { "key": "${.order.id}" }, "order": "${.order.c}",
                "with": { "x": "${.order}" } },
              "steps": [
                { "id": "lines", "forEach": "${.order.lines}", "do": [ { "id": "a", "map": ".order.x + .lines.item" } ] },
                { "id": "r", "repeat": { "until": "${.order.done}" }, "do": [] },
                { "id": "w", "wait": { "for": "event", "event": "order", "key": "${.order.id}" } },
                { "id": "f", "flow": "order", "with": { "map": "${.order}", "id": "${.order.id}" } },
                { "id": "p", "respond": { "body": { "id": "${.order.id}", "map": ".order" } } },
                { "id": "u", "use": "x", "compensate": [ { "id": "v", "map": ".order" } ] } ] }
            """);

    References.rename(document, "order", "web");
    References.rename(document, "lines", "rows");

    assertThat(document.at("/trigger/dedupe/key").asString()).isEqualTo("${.web.id}");
    assertThat(document.at("/trigger/order").asString()).isEqualTo("${.web.c}");
    assertThat(document.at("/trigger/with/x").asString()).isEqualTo("${.order}");
    assertThat(document.at("/steps/0/forEach").asString()).isEqualTo("${.web.lines}");
    assertThat(document.at("/steps/0/do/0/map").asString()).isEqualTo(".web.x + .rows.item");
    assertThat(document.at("/steps/1/repeat/until").asString()).isEqualTo("${.web.done}");
    assertThat(document.at("/steps/2/wait/key").asString()).isEqualTo("${.web.id}");
    assertThat(document.at("/steps/2/wait/event").asString()).isEqualTo("order");
    assertThat(document.at("/steps/3/with/id").asString()).isEqualTo("${.web.id}");
    assertThat(document.at("/steps/4/respond/body/id").asString()).isEqualTo("${.web.id}");
    assertThat(document.at("/steps/4/respond/body/map").asString()).isEqualTo(".order");
    assertThat(document.at("/steps/5/compensate/0/map").asString()).isEqualTo(".web");
  }
}
