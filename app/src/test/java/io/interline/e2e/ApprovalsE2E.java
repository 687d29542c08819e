package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that ask people: one is approved, one is cancelled, and what its calls did is undone.
class ApprovalsE2E {

  private static final String OWNER = "maya@acme.example";
  private static final String SECRET = "a long enough secret 7";
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
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  @TempDir private Path home;

  private HubProcess hub;
  private Receiver erp;
  private Screen screen;
  private Page page;

  @BeforeEach
  void start() throws IOException {
    erp = new Receiver();
    hub = HubProcess.start(home);
    screen = new Screen(hub.address());
    page = screen.page();
  }

  @AfterEach
  void stop() {
    screen.close();
    hub.close();
    erp.close();
  }

  @Test
  void runAsksAndGoesOnWhenApproved() throws Exception {
    signUp();
    String webhook = liveFlow();

    String approved = send(webhook, "A-1");
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
    screen.assertNoComplaints();
  }

  private List<String> paths() {
    return erp.received().stream().map(Receiver.Received::path).toList();
  }

  /// In light and dark.
  private void pictures(String name) {
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      screen.picture(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  private void signUp() {
    page.navigate("/signup");
    Screen.fill(page, "#signup-organisation", "Acme Trading");
    Screen.fill(page, "#signup-name", "Maya Keller");
    Screen.fill(page, "#signup-email", OWNER);
    Screen.fill(page, "#signup-password", SECRET);
    page.locator("#signup-submit").click();
    page.locator("#to-outbox").click();
    page.locator(".il-mail a[href*='/verify?']").first().click();
    page.locator("#verify-submit").click();
    page.locator("#to-login").click();
    Screen.fill(page, "#login-email", OWNER);
    Screen.fill(page, "#login-password", SECRET);
    page.locator("#login-submit").click();
    page.locator("#nav-home").waitFor();
  }

  private String liveFlow() {
    page.navigate("/connections?new=http");
    Screen.fill(page, "#connection-alias", "erp");
    Screen.fill(page, "#field-baseUrl", erp.address());
    page.locator("#connection-save").click();
    assertThat(page.locator("#open-erp-development")).isVisible();
    page.navigate("/flows");
    page.locator("#flow-import").click();
    page.locator("#import-document textarea").fill(FLOW);
    page.locator("#import-submit").click();
    page.waitForURL("**/flows/orders");
    page.locator("#publish").click();
    page.locator("#publish-confirm").click();
    String webhook = page.locator("#published #webhook-url-development").textContent();
    page.locator("#publish-done").click();
    return webhook;
  }

  /// @return the run's id
  private static String send(String webhook, String order)
      throws IOException, InterruptedException {
    String body =
        "{\"orderId\": \"%s\", \"email\": \"ann@example.org\", \"lines\": [{\"sku\": \"K-1\"}, {\"sku\": \"K-2\"}]}"
            .formatted(order);
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(webhook))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(202);
      return answer.body().replaceAll(".*:\"|\"}", "");
    }
  }
}
