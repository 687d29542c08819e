package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The days after: messages die, are mended and replayed; a colleague comes and may only look;
/// somebody forgets a password.
class OperationsE2E extends WithHub {

  private static final int ORDERS = 6;
  private static final String OWNER = "maya@operations.example";
  private static final String COLLEAGUE = "vito@operations.example";
  private static final String NEW_SECRET = "another long secret 8";
  private static final String FLOW =
      """
      format: interline/flow/1
      id: orders
      title: Orders to ERP
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - id: send
          use: http@1/request
          connection: erp
          with: { method: POST, path: /orders, body: "${.order}" }
      """;

  @Test
  void deadLettersAreMendedAndColleaguesComeAndGo() throws Exception {
    signUp("Operations Ltd", "Maya Keller", OWNER);
    connection("erp");
    String webhook = liveFlow("orders", FLOW);

    erp.refuse("K-BAD");
    for (int number = 1; number <= ORDERS; number++) send(webhook, order(number, "K-BAD"));
    awaitDeadLetters(ORDERS);
    replayOneEdited();
    erp.acceptAll();
    replayThree();
    replayTheRest();
    assertEachCameOnce();

    var colleague = inviteAndJoin();
    mayOnlyLook(colleague);
    forgetThePassword();
    assertLoggedOut(colleague);
    assertPagesAccessible();
  }

  private static String order(int number, String sku) {
    return "{\"orderId\": \"A-%d\", \"sku\": \"%s\"}".formatted(number, sku);
  }

  private void awaitDeadLetters(int wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              page.navigate("/dead-letters");
              assertThat(page.locator("#list-count").textContent())
                  .isEqualTo(String.valueOf(wanted));
            });
    assertThat(page.locator("#causes")).containsText(wanted + " ×");
    screen.picture("dead-letters-grouped");
  }

  /// The system still refuses the message as it came: only the corrected one can pass.
  private void replayOneEdited() {
    page.locator("[id^=look-]").first().click();
    String number = number(page.locator("#letter-payload").textContent());
    page.locator("#letter-edit").click();
    Screen.type(page, "#letter-editor", "{\"orderId\": ");
    assertThat(page.locator("#letter-wrong")).containsText("This is no JSON");
    screen.picture("dead-letter-edited");
    Screen.type(page, "#letter-editor", order(Integer.parseInt(number), "K-GOOD"));
    assertThat(page.locator("#letter-wrong")).hasText("");
    page.locator("#letter-replay-edited").click();
    page.waitForURL("**/runs/*");
    assertThat(page.locator("#run-status"))
        .containsText("Succeeded", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
    assertThat(erp.received())
        .filteredOn(request -> request.path().equals("/orders"))
        .singleElement()
        .satisfies(request -> assertThat(request.body()).contains("A-" + number, "K-GOOD"));
  }

  private static String number(String words) {
    var matcher = Pattern.compile("A-(\\d+)").matcher(words);
    assertThat(matcher.find()).as(words).isTrue();
    return matcher.group(1);
  }

  private void replayThree() {
    page.navigate("/dead-letters");
    for (int row = 0; row < 3; row++)
      page.locator(".il-table vaadin-checkbox input").nth(row).check();
    replaySelected(3);
    assertThat(page.locator("#list-count")).hasText(String.valueOf(ORDERS - 4));
  }

  private void replayTheRest() {
    page.locator(".il-replay-group").first().click();
    assertThat(page.locator("#replay-figures")).containsText("2 × Orders to ERP v1");
    page.locator("#replay-confirm").click();
    assertThat(page.locator("#replays")).containsText("2 of 2 replayed");
    assertThat(page.locator("main#content")).containsText("No dead letters");
  }

  private void replaySelected(int letters) {
    assertThat(page.locator("#selection")).containsText(letters + " dead letters selected");
    page.locator("#selection-replay").click();
    page.locator("vaadin-confirm-dialog vaadin-button[slot='confirm-button']").click();
    assertThat(page.locator("#batch-result")).containsText(letters + " messages replayed.");
    page.locator("#batch-close").click();
  }

  private void assertEachCameOnce() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(delivered()).hasSize(ORDERS));
    var json = JsonMapper.shared();
    var numbers = new HashSet<String>();
    for (var body : delivered()) numbers.add(json.readTree(body).path("orderId").asString());
    assertThat(numbers).hasSize(ORDERS);
  }

  private List<String> delivered() {
    return erp.received().stream()
        .filter(request -> request.path().equals("/orders"))
        .map(Receiver.Received::body)
        .toList();
  }

  private Page inviteAndJoin() {
    page.navigate("/members");
    page.locator("#member-invite").click();
    Screen.fill(page, "#invite-email", COLLEAGUE);
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^Viewer")))
        .check();
    page.locator("#invite-send").click();
    assertThat(page.locator("main#content")).containsText(COLLEAGUE);

    var colleague = screen.anotherPerson();
    colleague.navigate("/outbox");
    openLink(colleague, COLLEAGUE, "invitation");
    assertThat(colleague.locator("h1")).containsText("Join Operations Ltd");
    Screen.fill(colleague, "#invitation-name", "Vito Rossi");
    Screen.fill(colleague, "#invitation-password", PASSWORD);
    colleague.locator("#invitation-submit").click();
    colleague.locator("#to-login").click();
    logIn(colleague, COLLEAGUE, PASSWORD);
    return colleague;
  }

  private static void mayOnlyLook(Page colleague) {
    colleague.navigate("/flows");
    assertThat(colleague.locator("main#content")).containsText("Orders to ERP");
    assertThat(colleague.locator("#flow-new, #flow-import")).hasCount(0);
    colleague.navigate("/dead-letters?status=replayed");
    colleague.locator("[id^=look-]").first().click();
    assertThat(colleague.locator("#letter-payload")).containsText("K-BAD");
    assertThat(colleague.locator("#letter-replay, #letter-edit, #letter-discard")).hasCount(0);
    assertThat(colleague.locator(".il-table vaadin-checkbox")).hasCount(0);
    colleague.navigate("/connections");
    assertThat(colleague.locator("main#content")).containsText("erp");
    assertThat(colleague.locator("#connection-new")).hasCount(0);
    colleague.navigate("/members");
    assertThat(colleague.locator("main#content")).containsText("Vito Rossi");
    assertThat(colleague.locator("#member-invite")).hasCount(0);
    colleague.navigate("/settings");
    assertThat(colleague.locator("main#content")).containsText("Plan");
    assertThat(colleague.locator("#client-new, #organisation-rename")).hasCount(0);
  }

  private void forgetThePassword() {
    var elsewhere = screen.anotherPerson();
    elsewhere.navigate("/login");
    elsewhere.locator("#to-forgot-password").click();
    Screen.fill(elsewhere, "#forgot-email", COLLEAGUE);
    elsewhere.locator("#forgot-submit").click();
    elsewhere.locator("#to-outbox").click();
    openLink(elsewhere, COLLEAGUE, "reset-password");
    Screen.assertAccessible(elsewhere);
    Screen.fill(elsewhere, "#reset-password", NEW_SECRET);
    elsewhere.locator("#reset-submit").click();
    elsewhere.locator("#to-login").click();
    logIn(elsewhere, COLLEAGUE, NEW_SECRET);
  }

  /// A new password ends the sessions that began with the one before.
  private static void assertLoggedOut(Page colleague) {
    colleague.navigate("/runs");
    assertThat(colleague.locator("#login-email")).isVisible();
  }

  private void assertPagesAccessible() {
    for (var address :
        List.of(
            "/",
            "/flows",
            "/runs",
            "/dead-letters?status=replayed",
            "/connections",
            "/audit-log",
            "/members",
            "/settings",
            "/password")) {
      page.navigate(address);
      page.locator("main#content h1").waitFor();
      Screen.assertAccessible(page);
    }
    page.navigate("/runs");
    page.locator("[id^=run-0]").first().click();
    page.locator("#run-canvas [data-step=send]").waitFor();
    Screen.assertAccessible(page);
  }
}
