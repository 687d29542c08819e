package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Runs that ask people: one is approved, one is cancelled, and what its calls did is undone.
class ApprovalsE2E extends WithHub {

  private static final String OWNER = "maya@approvals.example";
  private static final String FLOW =
      """
      format: interline/flow/1
      id: orders
      title: Orders with approval
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - id: lines
          title: Reserve each line
          forEach: "${.order.lines}"
          do:
            - id: reserve
              title: Reserve
              use: http@1/request
              connection: erp
              with: { method: POST, path: /reserve, body: "${.lines.item}" }
              compensate:
                - id: unreserve
                  title: Give back
                  use: http@1/request
                  connection: erp
                  with: { method: POST, path: /unreserve, body: "${.lines.item}" }
        - id: charge
          title: Charge the card
          use: http@1/request
          connection: erp
          with: { method: POST, path: /charge, body: "${.order.orderId}" }
          compensate:
            - id: refund
              title: Pay back
              use: http@1/request
              connection: erp
              with: { method: POST, path: /refund, body: "${.order.orderId}" }
        - id: release
          title: Release the order
          wait: { for: approval, roles: [OWNER], message: "Ship ${.order.orderId} to ${.order.email}?", timeout: P1D }
        - id: ship
          title: Ship
          use: http@1/request
          connection: erp
          with: { method: POST, path: /ship, body: "${.release}" }
      redact: [ /order/email ]
      """;

  private String webhook = "";

  @BeforeAll
  void publishFlow() {
    signUp("Approvals Ltd", "Maya Keller", OWNER);
    connection("erp");
    webhook = liveFlow("orders", FLOW);
  }

  @Test
  void runAsksAndGoesOnWhenApproved() {

    int before = paths().size();
    String approved = send(webhook, order("A-1"));
    page.navigate("/approvals");
    assertThat(page.locator("main#content")).containsText("Ship A-1 to ***?", SOON);
    assertThat(page.locator("#nav-approvals .il-count")).hasText("1");
    pictures("approvals");
    Screen.assertAccessible(page);
    page.locator("#decide-" + approved).click();
    assertThat(page.locator("#approval-context")).containsText("A-1");
    assertThat(page.locator("#approval-context")).not().containsText("ann@example.org");
    page.locator("#approval-comment textarea").fill("checked with the customer");
    pictures("approval");
    Screen.assertAccessible(page);
    page.locator("#approval-approve").click();
    assertThat(page.locator("main#content")).containsText("Nobody has to decide anything", SOON);
    page.navigate("/runs/" + approved);
    assertThat(page.locator("#run-status")).containsText("Succeeded", SOON);
    assertThat(paths().subList(before, paths().size()))
        .containsExactlyInAnyOrder("/reserve", "/reserve", "/charge", "/ship");
  }

  @Test
  void cancelledRunIsUndoneLastStepFirst() {
    String cancelled = send(webhook, order("A-2"));
    page.navigate("/runs/" + cancelled);
    assertThat(page.locator("#run-status")).containsText("Waiting", SOON);
    // Opened while it works, the page shows the step it was at.
    page.navigate("/runs/" + cancelled);
    assertThat(page.locator("#step-panel")).containsText("Waits for approval by owner", SOON);
    pictures("run-waiting");
    Screen.assertAccessible(page);
    page.locator("#run-cancel").click();
    Screen.fill(page, "#cancel-reason", "Ordered twice");
    pictures("run-cancel");
    page.locator("#cancel-confirm").click();
    assertThat(page.locator("#run-status")).containsText("Cancelled", SOON);
    assertThat(page.locator("#nav-approvals .il-count")).hasText("");
    assertThat(page.locator("#run-why")).containsText("Cancelled by " + OWNER + ": Ordered twice");
    assertThat(page.locator("[data-step='charge'][data-state='COMPENSATED']"))
        .containsText("undone");
    page.locator("[data-step='charge']").click();
    assertThat(page.locator("#step-panel")).containsText("what it did was undone later");
    assertThat(page.locator("#undone-by-refund")).isVisible();
    pictures("run-compensated");
    Screen.assertAccessible(page);
    page.locator("#run-timeline button[title^='Reserve each line #2']").first().click();
    assertThat(page.locator("#step-turn")).isVisible();
    pictures("run-turn");
    assertThat(paths().subList(paths().size() - 3, paths().size()))
        .containsExactly("/refund", "/unreserve", "/unreserve");

    page.navigate("/runs?status=cancelled");
    assertThat(page.locator("main#content")).containsText("Ordered twice");
    pictures("runs-cancelled");
  }

  private List<String> paths() {
    return erp.received().stream().map(Receiver.Received::path).toList();
  }

  private static String order(String number) {
    return """
        {"orderId": "%s", "email": "ann@example.org", "lines": [{"sku": "K-1"}, {"sku": "K-2"}]}"""
        .formatted(number);
  }
}
