package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Messages of two flows die at their second step. What a replay would do is said before; those of
/// one flow are replayed, from the step that failed, and the others stay.
class ReplaysE2E extends WithHub {

  private static final int ORDERS = 5;
  private static final int RETURNS = 2;
  private static final String FLOW =
      """
      format: interline/flow/1
      id: %1$s
      title: %2$s
      trigger: { id: message, use: webhook@1/receive, with: { verify: none } }
      steps:
        - id: reserve
          use: http@1/request
          connection: erp
          with: { method: POST, path: /%1$s/reserve, body: "${.message.id}" }
        - id: send
          use: http@1/request
          connection: erp
          with: { method: POST, path: /%1$s/send, body: "${.message}" }
      """;

  @Test
  void oneFlowIsReplayedFromTheFailedStepAfterADryRun() {
    signUp("Replays Ltd", "Maya Keller", "maya@replays.example");
    connection("erp");
    String orders = liveFlow("orders", FLOW.formatted("orders", "Web orders"));
    String returns = liveFlow("returns", FLOW.formatted("returns", "Parcels back"));
    erp.refuse("K-BAD");
    for (int number = 1; number <= ORDERS; number++) send(orders, message("O-" + number));
    for (int number = 1; number <= RETURNS; number++) send(returns, message("R-" + number));
    awaitLetters(ORDERS + RETURNS);
    erp.acceptAll();

    page.navigate("/dead-letters?flow=orders");
    assertThat(page.locator("#list-count")).hasText(String.valueOf(ORDERS));
    dryRun();
    assertThat(paths("send")).as("sent by a dry run").isEmpty();
    assertThat(page.locator("#list-count")).hasText(String.valueOf(ORDERS));

    replayFromTheFailedStep();
    assertThat(paths("send")).hasSize(ORDERS).allMatch(path -> path.startsWith("/orders/"));
    assertThat(paths("reserve")).as("steps that succeeded before").hasSize(ORDERS + RETURNS);

    page.navigate("/dead-letters");
    assertThat(page.locator("#list-count")).hasText(String.valueOf(RETURNS));
    replayOneFromTheFailedStep();
    replayOneFromTheStart();
  }

  private static String message(String id) {
    return "{\"id\": \"%s\", \"sku\": \"K-BAD\"}".formatted(id);
  }

  private void awaitLetters(int wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              page.navigate("/dead-letters");
              assertThat(page.locator("#list-count").textContent())
                  .isEqualTo(String.valueOf(wanted));
            });
  }

  /// Says what would happen as one chooses, and does none of it.
  private void dryRun() {
    page.locator("#replay-filtered").click();
    var figures = page.locator("#replay-figures");
    assertThat(figures).containsText(ORDERS + " × Web orders v1, Development → v1");
    assertThat(figures).containsText("They call erp (Development).");
    assertThat(figures).not().containsText("Parcels back");
    page.locator("#replay-rate input").fill("2");
    page.locator("#replay-rate input").press("Tab");
    assertThat(figures).containsText(Pattern.compile("At least\\s*2\\.?\\d* s"));
    begin("From the failed step");
    assertThat(page.locator("#replay-confirm")).hasText("Replay " + ORDERS + " messages");
    Screen.assertAccessible(page);
    pictures("replay-dialog");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel").setExact(true))
        .click();
    assertThat(page.locator("#replay-figures")).hasCount(0);
  }

  private void replayFromTheFailedStep() {
    page.locator("#replay-filtered").click();
    begin("From the failed step");
    page.locator("#replay-rate input").fill("1");
    page.locator("#replay-rate input").press("Tab");
    assertThat(page.locator("#replay-figures"))
        .containsText(Pattern.compile("At least\\s*5\\.?\\d* s"));
    page.locator("#replay-confirm").click();

    var progress = page.locator("#replays");
    assertThat(progress).containsText("Replay of " + ORDERS + " messages from the failed step");
    assertThat(progress).containsText("of " + ORDERS + " replayed, 1 a second");
    page.locator("#replays .il-replay-pause").click();
    assertThat(progress).containsText("Paused");
    pictures("replay-paused");
    assertThat(paths("send")).as("while paused").hasSizeLessThan(ORDERS);
    page.locator("#replays .il-replay-pause").click();
    assertThat(progress).containsText(ORDERS + " of " + ORDERS + " replayed", SOON);
    assertThat(progress).containsText("Done");
    assertThat(page.locator("#nav-dead-letters .il-count")).hasText(String.valueOf(RETURNS));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(paths("send")).hasSize(ORDERS));
  }

  private void replayOneFromTheFailedStep() {
    page.locator("[id^=look-]").first().click();
    page.locator("#letter-choose").click();
    begin("From the failed step");
    pictures("replay-one");
    page.locator("#letter-replay-confirm").click();
    page.waitForURL("**/runs/*");
    assertThat(page.locator("#run-status")).containsText("Succeeded", SOON);
    assertThat(paths("reserve")).hasSize(ORDERS + RETURNS);
    assertThat(paths("send")).hasSize(ORDERS + 1);
    pictures("replay-run");
  }

  private void replayOneFromTheStart() {
    page.navigate("/dead-letters");
    page.locator("[id^=look-]").first().click();
    page.locator("#letter-choose").click();
    begin("From the start");
    page.locator("#letter-replay-confirm").click();
    page.waitForURL("**/runs/*");
    assertThat(page.locator("#run-status")).containsText("Succeeded", SOON);
    assertThat(paths("reserve")).hasSize(ORDERS + RETURNS + 1);
    assertThat(paths("send")).hasSize(ORDERS + RETURNS);
  }

  private void begin(String from) {
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + from)))
        .check();
  }

  private List<String> paths(String step) {
    return erp.received().stream()
        .map(Receiver.Received::path)
        .filter(path -> path.endsWith("/" + step))
        .toList();
  }
}
