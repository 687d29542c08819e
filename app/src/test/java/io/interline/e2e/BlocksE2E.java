package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Loops, scopes that catch failures, waits and undo steps, drawn by hand and then run.
class BlocksE2E extends WithHub {

  private static final String MESSAGE =
      """
      { "orderId": "W-1", "lines": [ { "sku": "TEA-250" }, { "sku": "MUG-01" } ] }""";

  @BeforeAll
  void logIn() {
    logInToTheSample();
  }

  @Test
  void loopTryAndApprovalAreDrawnPublishedAndGoneThrough() {
    create("Lines with approval");
    add("/steps/0", "forEach", "for each");
    Screen.type(page, "#for-each", ".message.lines");
    page.locator("#concurrency input").fill("8");
    page.locator("#concurrency input").press("Tab");
    assertThat(page.locator("[data-step=each]")).containsText("8 at once · message.lines");
    add("/steps/0/do/0", "core@1/log", "log");
    Screen.type(page, "#field-message", "${.each.item.sku}");
    assertThat(page.locator("#canvas .ilc-frame[data-kind=each]")).isVisible();

    add("/steps/1", "try", "try");
    add("/steps/1/try/0", "wait:approval", "approval");
    Screen.type(page, "#wait-message", "Ship ${.message.orderId}?");
    add("/steps/1/catch/0", "stop", "stop");
    Screen.type(page, "#stop-message", "${.error.message}");
    assertThat(page.locator("#problems")).containsText("No problems");
    pictures("blocks-drawn");
    Screen.assertAccessible(page);

    String run = send(publish(), MESSAGE);

    page.navigate("/runs/" + run);
    assertThat(page.locator("#run-canvas [data-step=approval]"))
        .hasAttribute("data-state", "WAITING");
    assertThat(page.locator("#run-canvas .ilc-frame")).hasCount(2);
    pictures("blocks-waiting");
    assertThat(page.locator("#step-panel")).containsText("Ship W-1?");
    page.locator("#step-decide").click();
    page.locator("#approval-approve").click();
    assertThat(page.locator("#run-status")).containsText("Succeeded", SOON);
    assertThat(page.locator("#run-canvas [data-step=approval]"))
        .hasAttribute("data-state", "SUCCEEDED");
    chooseTurns();
  }

  /// Each turn of the loop had its own order line.
  private void chooseTurns() {
    page.locator("#run-canvas [data-step=log]").click();
    assertThat(page.locator("#step-panel")).containsText("2 turns");
    assertThat(page.locator("#step-panel")).containsText("MUG-01");
    choose("#step-turn", "#1");
    assertThat(page.locator("#step-panel")).containsText("TEA-250");
    pictures("blocks-turn");
    Screen.assertAccessible(page);
  }

  @Test
  void blockIsFoldedAndShownAgain() {
    create("Folded");
    add("/steps/0", "forEach", "for each");
    add("/steps/0/do/0", "stop", "stop");

    page.locator(".ilc-fold[data-of=each]").click();

    assertThat(page.locator("[data-step=stop]")).hasCount(0);
    assertThat(page.locator("[data-step=each]")).containsText("1 step inside");
    page.locator("[data-step=each]").click();
    page.keyboard().press("f");
    assertThat(page.locator("[data-step=stop]")).isVisible();
  }

  @Test
  void undoStepIsAddedBesideItsCall() {
    create("Undone");
    add("/steps/0", "http@1/request", "HTTP");
    page.locator("[data-step=httpRequest]").click();

    page.locator("[data-undo=httpRequest]").click();
    pick("http@1/request", "HTTP");

    assertThat(page.locator("#canvas [data-step=httpRequest2]")).isVisible();
    assertThat(page.locator("#canvas .ilc-label.undo")).isVisible();
    pictures("blocks-undo");
    page.locator("#canvas [data-step=httpRequest]").click();
    assertThat(page.locator("#step-id input")).hasValue("httpRequest");
    page.locator("#tab-when-it-fails").click();
    assertThat(page.locator("#undo-words")).containsText("1 step takes this call back");
  }

  @Test
  void templatesAreDrawn() {
    for (String template : new String[] {"approval", "batch", "saga"}) {
      page.navigate("/flows?new");
      Screen.fill(page, "#new-flow-title", "Of " + template);
      page.locator("#choice-" + template).click();
      page.locator("#new-flow-create").click();
      page.locator(".ilc-card").first().waitFor();
      pictures("blocks-template-" + template);
    }
  }

  // ---- how the screens are driven

  private void add(String place, String item, String search) {
    page.locator("[data-plus='" + place + "']").first().click();
    pick(item, search);
  }

  private void pick(String item, String search) {
    int before = page.locator("#canvas [data-step]").count();
    page.locator("#palette-search").fill(search);
    page.locator("[data-item='" + item + "']").first().click();
    assertThat(page.locator("#canvas [data-step]")).hasCount(before + 1);
  }
}
