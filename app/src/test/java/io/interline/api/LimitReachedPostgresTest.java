package io.interline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.tenant.Role;
import io.interline.tenant.testing.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The runs of a month are used up, and a larger plan lifts the limit.
@ExtendWith(WithApiHub.class)
class LimitReachedPostgresTest {

  private static final String DOCUMENT =
      """
      {"format": "interline/flow/1", "id": "orders", "title": "Orders",
       "trigger": {"id": "order", "use": "webhook@1/receive", "with": {"verify": "none"}},
       "steps": [{"id": "total", "map": "1"}]}
      """;

  private final TestTenant tenant = ApiHub.shared().tenant();
  private final ApiCaller api = ApiHub.shared().caller(tenant, Role.OWNER);
  private final ApiCaller sender = ApiHub.shared().anonymous();

  @Test
  void monthlyRunsAreUsedUpUntilThePlanIsLarger() throws SQLException {
    sql(
        """
        insert into plan (id, title, accept_per_second, accept_burst, concurrent_runs, max_payload_bytes, monthly_runs)
        values ('tiny', 'Tiny', 100, 100, 10, 1000000, 2)""");
    plan("tiny");
    String address = liveFlow();

    assertThat(sender.post(address, "{}").status()).isEqualTo(202);
    assertThat(sender.post(address, "{}").status()).isEqualTo(202);
    var refused = sender.post(address, "{}");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("monthly-runs-used-up");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 31 * 86_400L);
    assertThat(monthly().path("state").asString()).isEqualTo("reached");
    assertThat(monthly().path("used").asInt()).isEqualTo(2);

    plan("business");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sender.post(address, "{}").status(), accepted());

    assertThat(monthly().path("state").asString()).isEqualTo("fine");
    await().atMost(Duration.ofSeconds(30)).until(() -> succeededToday() == 3);
  }

  private static Predicate<Integer> accepted() {
    return status -> status == 202;
  }

  private int succeededToday() {
    var days = api.get("/api/v1/limits").body().path("days");
    int all = 0;
    for (var day : days) all += day.path("succeeded").asInt();
    return all;
  }

  private JsonNode monthly() {
    var limits = api.get("/api/v1/limits").body();
    var until = ZonedDateTime.parse(limits.path("until").asString());
    assertThat(until.withZoneSameInstant(ZoneOffset.UTC).getDayOfMonth()).isEqualTo(1);
    return limits.path("limits").get(0);
  }

  private String liveFlow() {
    api.post("/api/v1/flows", "{\"document\": " + DOCUMENT + "}");
    api.post("/api/v1/flows/orders/versions", "", "If-Match", "*");
    return api.put("/api/v1/flows/orders/deployments/production", "{\"version\": 1}")
        .at("/webhookPath");
  }

  private void plan(String plan) throws SQLException {
    sql("update tenant set plan = '" + plan + "' where tenant_id = '" + tenant.id() + "'");
  }

  private static void sql(String statement) throws SQLException {
    try (var owner = ApiHub.shared().database().asOwner();
        var run = owner.createStatement()) {
      run.execute(statement);
    }
  }
}
