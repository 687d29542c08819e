package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The main job, the whole way, as a newcomer does it: sign up, draw a flow, publish it, send
/// orders, watch them, mend what died, read who did what.
class JourneyE2E extends WithHub {

  private static final int ORDERS = 200;
  private static final String BAD_SKU = "K-BAD";
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void fromSignUpToADeliveredAndAuditedMessage() throws Exception {
    signUp("Journey Trading", "Maya Keller", "maya@journey.example");
    makeConnection();
    drawFlow();
    String webhook = publish();
    assertThat(webhook).startsWith(hub.address() + "/in/");

    erp.refuse(BAD_SKU);
    sendOrders(webhook);

    awaitDelivered(ORDERS - 1);
    assertDeliveredRight();
    lookAtARun();
    readTheListsOnAPhone();
    replayTheDeadLetter();
    awaitDelivered(ORDERS);
    assertDeliveredRight();
    readTheAuditLog();
  }

  private void makeConnection() {
    page.navigate("/connections?new=http");
    Screen.fill(page, "#connection-alias", "erp");
    Screen.fill(page, "#field-baseUrl", erp.address());
    page.locator("#connection-test").click();
    assertThat(page.locator("#connection-result")).containsText("status 201");
    page.locator("#connection-save").click();
    assertThat(page.locator("#open-erp-development")).isVisible();
  }

  private void drawFlow() {
    create("Web orders to ERP");
    page.waitForURL("**/flows/web-orders-to-erp");

    addStep("/steps/0", "http@1/request", "HTTP request");
    assertThat(page.locator("#connection")).containsText("erp"); // the only one is chosen already
    choose("#field-method", "POST");
    Screen.type(page, "#field-path", "/orders");
    Screen.type(page, "#field-body", "${.mapped}");
    dragStep("map", "/steps/0");
    Screen.type(
        page,
        "#jslt",
        """
        { "number": .message.orderId,
          "total": sum([for (.message.lines) .qty * .price]),
          "skus": [for (.message.lines) .sku] }""");
    // A warning is left: the connection is bound in Development only.
    assertThat(page.locator("#problem-count")).hasText("1 warning");
    screen.picture("designer");
  }

  private void sendOrders(String webhook) {
    // As most senders do; a request that gets no answer fails the test instead of stopping it.
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int number = 1; number <= ORDERS; number++) {
        var request =
            HttpRequest.newBuilder(URI.create(webhook))
                .header("Content-Type", "application/json")
                .timeout(java.time.Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(order(number)))
                .build();
        sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      for (var answer : sent) {
        assertThat(answer.join().statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.join().body()).path("runId").asString("")).isNotEmpty();
      }
    }
  }

  private static String order(int number) {
    return """
        {"orderId": "A-%d", "lines": [{"sku": "%s", "qty": 2, "price": %d}, {"sku": "K-2", "qty": 1, "price": 5}]}"""
        .formatted(number, number == 77 ? BAD_SKU : "K-1", number);
  }

  private void awaitDelivered(int wanted) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(erp.received()).hasSizeGreaterThanOrEqualTo(wanted));
  }

  private void assertDeliveredRight() {
    var keys = new HashSet<String>();
    var numbers = new HashSet<String>();
    for (var request : erp.received()) {
      if (request.path().equals("/")) continue; // the test of the connection
      JsonNode body = JSON.readTree(request.body());
      String number = body.path("number").asString();
      int n = Integer.parseInt(number.substring(2));
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/orders");
      assertThat(body.path("total").asInt()).isEqualTo(2 * n + 5);
      assertThat(numbers.add(number)).as(number + " came once").isTrue();
      assertThat(keys.add(request.idempotencyKey())).as("one key for each").isTrue();
    }
    List<String> all = IntStream.rangeClosed(1, ORDERS).mapToObj(n -> "A-" + n).toList();
    assertThat(all).asInstanceOf(InstanceOfAssertFactories.list(String.class)).containsAll(numbers);
  }

  private void lookAtARun() {
    page.navigate("/runs?status=succeeded");
    screen.picture("runs");
    page.locator("[id^=run-0]").first().click();
    assertThat(page.locator("#run-status")).containsText("Succeeded");
    page.locator("#run-canvas [data-step=httpRequest]").click();
    assertThat(page.locator("#step-panel")).containsText("E-1");
    assertThat(page.locator("#step-panel")).containsText("total");
    screen.picture("run");
  }

  private void readTheListsOnAPhone() {
    page.setViewportSize(390, 844);
    for (var list : List.of("runs", "flows", "connections", "dead-letters", "audit-log")) {
      page.navigate("/" + list);
      page.locator(".il-table tbody tr").first().waitFor();
      assertThat(page.locator(".il-filters > vaadin-select").filter(Screen.SEEN)).hasCount(0);
      Screen.assertReadable(page);
    }
    page.navigate("/runs");
    assertThat(page.locator(".il-table tbody tr").first()).containsText("Web orders to ERP");
    page.locator("#filter-fold").click();
    assertThat(page.locator("#filter-status")).isVisible();
    screen.picture("runs-phone");
    page.setViewportSize(1440, 900);
  }

  private void replayTheDeadLetter() {
    erp.acceptAll();
    page.navigate("/dead-letters");
    screen.picture("dead-letters");
    page.locator("[id^=look-]").first().click();
    assertThat(page.locator("#letter-payload")).containsText(BAD_SKU);
    page.locator("#letter-replay").click();
    page.waitForURL("**/runs/*");
    assertThat(page.locator("#run-status"))
        .containsText("Succeeded", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
  }

  private void readTheAuditLog() {
    page.navigate("/audit-log");
    for (var action :
        List.of(
            "flow.create",
            "flow.publish",
            "deployment.deploy",
            "connection.create",
            "dead-letter.replay")) assertThat(page.locator("main#content")).containsText(action);
    screen.picture("audit-log");
  }

  // ---- how the screens are driven

  private void addStep(String place, String item, String search) {
    page.locator("[data-plus='" + place + "']").first().click();
    page.locator("#palette-search[role=combobox]").fill(search);
    page.locator("[data-item='" + item + "']").first().click();
    page.locator("#inspector").waitFor();
  }

  private void dragStep(String item, String place) {
    page.locator("#add-step").click();
    page.locator("interline-flow-canvas [data-item='" + item + "']")
        .first()
        .dragTo(page.locator("[data-plus='" + place + "']"));
    page.locator("#jslt").waitFor();
  }
}
