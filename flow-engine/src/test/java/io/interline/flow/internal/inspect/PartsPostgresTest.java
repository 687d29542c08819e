package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunLink;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A list of five thousand items on a whole engine.
class PartsPostgresTest {

  private static final RunningHub HUB = RunningHub.start();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 5_000;
  private static final String FLOW =
      """
      format: interline/flow/1
      id: %s
      title: Batch
      trigger:
        id: batch
        use: webhook@1/receive
        with: { verify: none }
        schema: { type: object }
      redact: [ /batch/email ]
      steps:
        - id: lines
          forEach: "${.batch.lines}"
          concurrency: 4
          do:
            - id: line
              map: '{ "n": .lines.item, "by": .batch.email, "bad": if (.lines.item == %d) error("bad line") else false }'
        - id: sum
          map: '{ "count": .lines.count, "last": .lines.results[-1].n }'
      """;

  private final TestTenant acme = HUB.tenant();
  private final Runs runs = HUB.bean(Runs.class);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void fiveThousandItemsAreOneMessageWithFiveRunsOfParts() throws IOException {
    var run = sent("batch", -1);

    assertThat(run.summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(step(run, "sum").output()).isEqualTo("{\"count\":5000,\"last\":4999}");
    var results = output(run, "lines").path("results");
    assertThat(results).hasSize(ITEMS);
    for (int i = 0; i < ITEMS; i++) assertThat(results.get(i).path("n").asInt()).isEqualTo(i);

    assertThat(run.children())
        .extracting(RunLink::step, RunLink::turns)
        .containsExactlyElementsOf(
            IntStream.range(0, 5)
                .mapToObj(part -> org.assertj.core.groups.Tuple.tuple("lines.part", "" + part))
                .toList());
    // The journal of the run holds its items and results, and no turn.
    assertThat(run.steps()).hasSizeLessThan(10);
  }

  @Test
  void aPartIsShownWithItsItemsMaskedAndLeadsToItsRun() {
    var run = sent("masked", -1);
    var second = run.children().get(1).run();

    var part = as(() -> runs.get(second.id()));

    assertThat(part.parent())
        .satisfies(
            parent ->
                assertThat(Objects.requireNonNull(parent).run().id())
                    .isEqualTo(run.summary().id()));
    assertThat(part.payload()).contains("\"first\":1000,\"count\":1000");
    var line =
        part.steps().stream().filter(step -> step.turns().equals("1000")).findFirst().orElseThrow();
    assertThat(line.output()).contains("\"n\":1000", "***");
    assertThat(part.toString()).doesNotContain("ann@example.org");
  }

  @Test
  void partsAreNoMessagesOfTheCustomer() {
    var before = Instant.now().minusSeconds(60);
    sent("counted", -1);
    var failed = sent("counted-too", 3_500);

    var listed = as(() -> runs.find(RunQuery.latest(100))).items();
    assertThat(listed).hasSize(2);
    var figures =
        as(() -> runs.statistics(Environment.PRODUCTION, before, Instant.now().plusSeconds(60)));
    assertThat(figures.accepted()).isEqualTo(2);
    assertThat(figures.succeeded()).isEqualTo(1);
    assertThat(figures.dead()).isEqualTo(1);
    var used =
        HUB.hub()
            .bean("systemJdbcClient", JdbcClient.class)
            .sql(
                "select sum(accepted) as a, sum(succeeded) as s, sum(dead) as d from usage_day where tenant_id = ?")
            .param(acme.id().value())
            .query((row, _) -> row.getInt("a") + " " + row.getInt("s") + " " + row.getInt("d"))
            .single();
    assertThat(used).isEqualTo("2 1 1");

    assertThat(failed.summary().status()).isEqualTo(Status.DEAD);
    assertThat(failed.summary().failedStep()).isEqualTo("lines");
    assertThat(failed.summary().error()).contains("Step line", "bad line", "(item 3500)");
    assertThat(failed.children()).hasSize(4);
    assertThat(failed.children().getLast().run().status()).isEqualTo(Status.DEAD);
    var letters =
        as(() ->
                HUB.bean(DeadLetters.class)
                    .find(new DeadLetterQuery(null, null, null, null, null, 100)))
            .items();
    assertThat(letters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.run()).isEqualTo(failed.summary().id()));
  }

  private RunDetail sent(String id, int bad) {
    var path = HUB.deploy(acme, FLOW.formatted(id, bad));
    var lines =
        IntStream.range(0, ITEMS).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return HUB.ended(
        acme, HUB.accepted(path, "{\"email\": \"ann@example.org\", \"lines\": [" + lines + "]}"));
  }

  private <T> T as(Supplier<T> work) {
    return TenantScope.call(acme.owner(), work::get);
  }

  private static StepRun step(RunDetail run, String id) {
    return run.steps().stream().filter(step -> step.step().equals(id)).findFirst().orElseThrow();
  }

  private static JsonNode output(RunDetail run, String id) throws IOException {
    return JSON.readTree(step(run, id).output());
  }
}
