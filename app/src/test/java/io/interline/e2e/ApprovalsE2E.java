package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  @Test
  void runAsksAndGoesOnWhenApproved() {
    signUp("Approvals Ltd", "Maya Keller", OWNER);
    connection("erp");
    String webhook = liveFlow("orders", FLOW);

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
    assertThat(paths()).contains("/ship").doesNotContain("/refund");
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
