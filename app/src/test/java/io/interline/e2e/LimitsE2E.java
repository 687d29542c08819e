package io.interline.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The runs of a month are used up, the screens and the senders are told so, and a larger plan
/// lifts the limit.
class LimitsE2E extends WithHub {

  private static final String FLOW =
      """
      format: interline/flow/1
      id: orders
      title: Orders
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - { id: kept, map: .order }
      """;

  @Test
  void limitIsReachedAndLifted() throws Exception {
    signUp("Limits Ltd", "Maya Keller", "maya@limits.example");
    String webhook = liveFlow("orders", FLOW);
    page.navigate("/limits");
    assertThat(page.locator("main#content")).containsText("Your plan");
    assertThat(page.locator("[id^=limit-note]")).hasCount(0);
    pictures("limits-fine");
    sql(
        """
        insert into plan (id, title, accept_per_second, accept_burst, concurrent_runs,
          max_payload_bytes, monthly_runs)
        values ('tiny', 'Tiny', 100, 100, 10, 1000000, 3)""");
    changePlan("tiny");
    assertThat(page.locator("main#content")).containsText("Tiny", SOON);

    for (int run = 0; run < 3; run++) send(webhook, "{}");
    var refused = post(webhook, "{}");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("monthly-runs-used-up");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    var note = page.locator("#limit-note-monthly_runs");
    assertThat(note).containsText("Runs this month: the limit is reached.", SOON);
    assertThat(note).containsText("refused with 429 until the month ends");
    assertThat(page.locator("main#content")).containsText(Pattern.compile("3\\s*of 3"));
    Screen.assertAccessible(page);
    pictures("limits-reached");
    page.navigate("/");
    assertThat(page.locator("main#content")).containsText("Runs this month: the limit is reached");
    assertThat(page.locator("main#content")).containsText(Pattern.compile("3\\s*of 3"));
    pictures("limits-home");

    changePlan("business");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> post(webhook, "{}").statusCode() == 202);
    page.navigate("/limits");
    assertThat(page.locator("main#content")).containsText("Business", SOON);
    assertThat(note).hasCount(0);
    assertThat(page.locator("main#content")).containsText(Pattern.compile("Runs this month\\s*4"));
  }

  private static void changePlan(String plan) throws IOException, SQLException {
    sql("update tenant set plan = '%s' where name = 'Limits Ltd'".formatted(plan));
  }

  /// As whoever runs the installation would.
  private static void sql(String statement) throws IOException, SQLException {
    var folder = SharedHub.home().toRealPath().resolve("postgres");
    String port = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(3);
    String password = Files.readString(folder.resolve("password")).strip();
    try (var superuser =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/interline", "postgres", password);
        var run = superuser.createStatement()) {
      run.execute(statement);
    }
  }
}
