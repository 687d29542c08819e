package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The flow designer, as a fast hand uses it: on the sample's flow and on flows of its own.
class DesignerE2E extends WithHub {

  private static final String WITH_TOTAL =
      """
      { "orderId": "W-1", "customer": { "id": "C-1", "email": "ada@example.com", "country": "GB" },
        "lines": [ { "sku": "TEA-250", "qty": 3, "price": 4.5 } ] }""";

  private static final String SLOW =
      """
      { "format": "interline/flow/1", "id": "slow", "title": "Slow",
        "trigger": { "id": "order", "use": "webhook@1/receive", "with": { "verify": "none" } },
        "steps": [
          { "id": "made", "map": "{ \\"made\\": true }" },
          { "id": "call", "title": "Call", "use": "http@1/request", "connection": "slow",
            "with": { "method": "POST", "path": "/orders", "body": "${.made}" } } ] }
      """;

  @BeforeAll
  void logIn() {
    logInToTheSample();
  }

  @Test
  void testOnASampleShowsWhatEachStepMadeOfIt() {
    open("order-sync");
    page.locator("#test").click();
    Screen.type(page, "#sample", WITH_TOTAL);

    page.locator("#run-test").click();

    assertThat(page.locator("#test-outcome")).containsText("Succeeded");
    page.locator("[data-result=sendUk]").click();
    page.locator("#tab-test").click();
    assertThat(page.locator("#step-test")).containsText("13.5");
    assertThat(page.locator("#step-test")).containsText("201");
    assertThat(page.locator("[data-step=send]")).not().hasAttribute("data-state", "SUCCEEDED");
    screen.picture("designer-tested");
  }

  @Test
  void testIsFollowedWhileItRunsAndIsStopped() {
    connection("slow");
    importFlow("slow", SLOW);
    page.locator(".ilc-card").first().waitFor();
    erp.hold();
    page.locator("#test").click();

    page.locator("#run-test").click();

    assertThat(page.locator("#test-outcome")).containsText("Running");
    assertThat(page.locator("#test-outcome")).containsText("at Call");
    assertThat(page.locator("[data-step=made]")).hasAttribute("data-state", "SUCCEEDED");
    assertThat(page.locator("[data-step=call]")).hasAttribute("data-state", "RUNNING");
    page.locator("#flow-title input").fill("Edited meanwhile");
    assertThat(page.locator("#undo")).not().hasAttribute("disabled", "");
    screen.picture("designer-test-runs");
    page.locator("#stop-test").click();
    assertThat(page.locator("#test-outcome")).containsText("Stopped");
    assertThat(page.locator("#run-test")).isVisible();
    erp.letGo();

    erp.refuse("made");
    page.locator("#run-test").click();
    assertThat(page.locator("#test-outcome")).containsText("Failed");
    assertThat(page.locator("[data-step=call]")).hasAttribute("data-state", "FAILED");
    erp.acceptAll();
  }

  @Test
  void barOverACardTestsCopiesDisablesAndDeletesItsStep() {
    create("By mouse");
    addStep("stop", "Stop");
    var card = page.locator("[data-step=stop]");
    page.locator("[data-step=message]").click();
    assertThat(page.locator("[data-bar]")).hasCount(0);

    card.hover();
    screen.picture("designer-bar");
    page.locator("[data-bar=stop] [data-do=toggle]").click();
    assertThat(card).hasAttribute("data-disabled", "true");
    card.hover();
    page.locator("[data-bar=stop] [data-do=toggle]").click();
    assertThat(card).not().hasAttribute("data-disabled", "true");
    card.hover();
    page.locator("[data-bar=stop] [data-do=duplicate]").click();
    assertThat(page.locator("[data-step=stop2]")).isVisible();
    page.locator("[data-step=stop2]").hover();
    page.locator("[data-bar=stop2] [data-do=remove]").click();
    assertThat(page.locator("[data-step=stop2]")).hasCount(0);
    card.hover();
    page.locator("[data-bar=stop] [data-do=test-step]").click();

    assertThat(page.locator("#step-test")).containsText("Succeeded");
    assertThat(page.locator("[data-bar=stop]")).isVisible();
  }

  @Test
  void scheduleIsSetAndKept() {
    create("Nightly stock");
    select("message");
    choose("#trigger-use", "Schedule");

    page.locator("#often-daily-07-00").click();

    assertThat(page.locator("#firings")).containsText("07:00");
    assertThat(page.locator("[data-step=message]")).containsText("07:00");
    page.reload();
    select("message");
    assertThat(page.locator("#field-cron .cm-content")).hasText("0 7 * * *");
    assertThat(page.locator("#firings")).containsText("Next");
    screen.picture("designer-schedule");
  }

  @Test
  void menuStaysUsableRightAfterAChoice() {
    create("Fast hand");
    select("message");

    choose("#trigger-use", "Schedule");
    choose("#trigger-use", "Webhook");
    assertThat(page.locator("#addresses")).isVisible();
    addStep("http@1/request", "HTTP");
    choose("#field-method", "POST");
    choose("#field-method", "PUT");

    assertThat(page.locator("#field-method")).containsText("PUT");
    assertThat(page.locator("[data-step=httpRequest]")).containsText("PUT");
  }

  @Test
  void typingGoesOnWhileTheFlowChangesAround() {
    create("Typing");
    addStep("http@1/request", "HTTP");
    Screen.type(page, "#field-path", "/ord");
    assertThat(page.locator("[data-step=httpRequest]")).containsText("GET /ord");
    choose("#field-method", "POST");
    assertThat(page.locator("[data-step=httpRequest]")).containsText("POST /ord");
    page.locator("#field-path .cm-content").click();
    page.keyboard().press("End");

    page.evaluate("document.querySelector('#undo').click()");
    assertThat(page.locator("#field-method")).containsText("GET");
    page.keyboard().insertText("ers");

    assertThat(page.locator("#field-path .cm-editor.cm-focused")).isVisible();
    assertThat(page.locator("[data-step=httpRequest]")).containsText("GET /orders");
  }

  @Test
  void whatIsTypedStaysWhatWasTyped() {
    create("Exactly");
    addStep("http@1/request", "HTTP");
    choose("#field-method", "POST");

    assertTyped("#field-path", "/o/${.order.id}?q=(a");
    assertTyped("#field-path", "${if (.a == \"}\") [1] else {\"b\": .c}}");
    assertTyped("#field-body", "{\"name\": \"${.a}\", \"list\": [${.b}, {\"c\": \"it's (fine\"}]}");
    assertTyped("#field-body", "{\"a\": \"${.b + \"c\"} $${d\"}");
    assertTyped("#field-body", "Dear \"${.name}\", don't (");
    page.locator("#field-body .cm-content").press("ControlOrMeta+A");
    page.keyboard().type("{\"pasted\": \"");
    page.keyboard().insertText("${.a}");
    assertThat(page.locator("#field-body .cm-content")).hasText("{\"pasted\": \"${.a}\"");
    addStep("map", "Map");
    assertTyped("#jslt", "{\"a\": .b, \"c\": [for (.d) {\"e\": size(.f)}]} // don't (");
    screen.picture("designer-typed");
  }

  @Test
  void keyboardLeavesAFormAndReachesAnEmptyBranch() {
    create("Keys");
    addStep("switch", "switch");
    page.locator("#step-title input").click();

    page.keyboard().press("Escape");

    assertThat(page.locator("#canvas .ilc")).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#canvas .ilc-slot:focus")).isVisible();
    page.keyboard().press("Enter");
    assertThat(page.locator("#palette-search")).isVisible();
    page.keyboard().press("Escape");
  }

  /// Key by key, as the editor reacts to each.
  private void assertTyped(String field, String text) {
    page.locator(field + " .cm-content").click();
    page.keyboard().press("ControlOrMeta+A");
    page.keyboard().press("Delete");
    page.keyboard().type(text);
    assertThat(page.locator(field + " .cm-content")).hasText(text);
  }

  @Test
  void twoEditorsOfOneDraftLoseNothing() {
    create("Shared");
    addStep("stop", "Stop");
    try (Page other = page.context().newPage()) {
      other.navigate("/flows/shared");
      other.locator("[data-step=stop]").waitFor();
      other.locator("#flow-title input").fill("Theirs");
      assertThat(other.locator("#undo")).not().hasAttribute("disabled", "");

      page.locator("#step-title input").fill("Mine");

      assertThat(page.locator("#conflict-theirs")).isVisible();
      screen.picture("designer-conflict");
      page.locator("#conflict-theirs").click();
      assertThat(page.locator("#flow-title input")).hasValue("Theirs");
      page.locator("#undo").click();
      assertThat(page.locator("#flow-title input")).hasValue("Shared");
      assertThat(page.locator("[data-step=stop]")).containsText("Mine");
    }
  }

  @Test
  void olderVersionComesBackAsTheDraft() {
    open("order-sync");
    select("erpOrder");
    page.locator("#step-title input").fill("Another title");
    assertThat(page.locator("[data-step=erpOrder]")).containsText("Another title");
    page.locator("#publish").click();
    page.locator("#publish-changes vaadin-details-summary").click();
    assertThat(page.locator("#publish-changes")).containsText("+ Another title");
    screen.picture("designer-publish-changes");
    page.locator("#publish-confirm").click();
    page.locator("#publish-done").click();

    page.locator("#versions").click();
    assertThat(page.locator("#version-2")).hasAttribute("aria-pressed", "true");
    page.locator("#version-show button").nth(1).click();
    assertThat(page.locator(".ild-difference")).containsText("erpOrder · title");
    assertThat(page.locator(".ild-difference")).containsText("− To the ERP's form");
    assertThat(page.locator(".ild-difference")).containsText("+ Another title");
    screen.picture("designer-version-changes");
    page.locator("#version-show button").first().click();
    page.locator("#version-1").click();
    assertThat(page.locator("#version-1")).hasAttribute("aria-pressed", "true");
    screen.picture("designer-versions");
    page.locator("#restore").click();

    assertThat(page.locator("#canvas [data-step=erpOrder]")).containsText("To the ERP's form");
  }

  @Test
  void runIsOpenedInTheEditorWithItsData() {
    String run = sendOrder();
    page.navigate("/runs/" + run);
    assertThat(page.locator("#run-status")).containsText("Succeeded");

    page.locator("#run-open-editor").click();

    assertThat(page.locator("#run-data")).containsText("of version 1 in production");
    assertThat(page.locator("#sample .cm-content")).containsText("W-777001");
    assertThat(page.locator("[data-step=erpOrder]")).hasAttribute("data-state", "SUCCEEDED");
    select("erpOrder");
    page.locator("#tab-test").click();
    assertThat(page.locator("#step-test")).containsText("W-777001");
    screen.picture("designer-run");
  }

  @Test
  void unknownRunIsSaid() {
    page.navigate("/flows/order-sync?run=nothing");

    assertThat(page.getByText("'nothing' names no run")).isVisible();
    assertThat(page.locator("[data-step=order]")).isVisible();
  }

  @Test
  void nothingSeriousIsFoundByAxe() {
    open("order-sync");
    select("erpOrder");

    Screen.assertAccessible(page);
  }

  // ---- how the screens are driven

  private String sendOrder() {
    var order = said("curl -i (\\S+) -H \\S+ \\S+ -d '([^']*)'");
    return send(order.group(1), order.group(2).replace("W-100001", "W-777001"));
  }

  private void open(String flow) {
    page.navigate("/flows/" + flow);
    page.locator(".ilc-card").first().waitFor();
  }

  private void select(String step) {
    page.locator("#canvas [data-step=" + step + "]").click();
    assertThat(page.locator("#step-id input")).hasValue(step);
  }

  private void addStep(String item, String search) {
    page.locator("[data-plus='/steps/0']").first().click();
    page.locator("#palette-search").fill(search);
    page.locator("[data-item='" + item + "']").first().click();
    page.locator("#step-title").waitFor();
    assertThat(page.locator("#step-id input")).not().hasValue("message");
  }
}
