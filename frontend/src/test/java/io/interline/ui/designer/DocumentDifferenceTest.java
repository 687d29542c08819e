package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentDifferenceTest {

  private static final String FIRST =
      """
      { "id": "a", "title": "Orders", "steps": [
        { "id": "mapped", "map": "{\\n  \\"n\\": .order.id,\\n  \\"total\\": .order.total\\n}" },
        { "id": "send", "use": "http@1/request", "with": { "path": "/orders" } } ] }
      """;
  private static final String SECOND =
      """
      { "id": "a", "title": "Orders", "steps": [
        { "id": "log", "use": "core@1/log", "with": { "text": "in" } },
        { "id": "mapped", "map": "{\\n  \\"n\\": .order.number,\\n  \\"total\\": .order.total\\n}" },
        { "id": "send", "use": "http@1/request", "with": {} } ] }
      """;

  @Test
  void namesEachFieldWithItsLinesBeforeAndAfter() {
    String words = new DocumentDifference(FIRST, SECOND).getElement().getTextRecursively();

    assertThat(words)
        .contains(
            "Order of stepschanged− mapped, send+ log, mapped, send",
            "log · with · textadded+ in",
            "mapped · mapchanged  {−   \"n\": .order.id,+   \"n\": .order.number,  ",
            "send · with · pathremoved− /orders")
        .doesNotContain("title");
  }

  @Test
  void sameDocumentsSayTheSame() {
    assertThat(DocumentDifference.count(FIRST, FIRST.replace("\n", " "))).isZero();
    assertThat(new DocumentDifference(FIRST, FIRST).getElement().getTextRecursively())
        .isEqualTo("Both say the same.");
  }
}
