package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.Approvals;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.Replays;
import io.interline.flow.Replays.ReplayOrder;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.Status;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nothing that a flow masks is readable in anything that the services say of its runs, whatever
/// its type is and whatever was made of it.
class MaskingPostgresTest {

  private static final RunningHub HUB = RunningHub.start();

  private static final String MESSAGE =
      """
      {"id": 7, "card": "canaryCARD-9f", "pin": 918273, "short": "q9", "vip": true,
       "who": {"zebrakey": 1},
       "lines": [{"sku": "red", "price": 77.125}, {"sku": "blue", "price": 77.125}]}""";

  private static final List<String> CANARIES =
      List.of("canarycard", "918273", "q9", "zebrakey", "77.125", "154.25", "Y2FuYXJ5Q0FSRC05Zg");

  private static final String PAY =
      """
      format: interline/flow/1
      id: pay
      title: Pay
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      redact: [ /order/card, /order/pin, /order/short, /order/who, /order/lines/*/price ]
      steps:
        - id: mapped
          map: |
            { "id": .order.id, "card": .order.card, "loud": uppercase(.order.card),
              "sum": .order.pin + 1, "short": .order.short, "keys": [for (.order.who) .key],
              "prices": [for (.order.lines) .price], "skus": [for (.order.lines) .sku] }
        - id: erp
          use: http@1/request
          connection: erp
          with: { method: POST, path: "/pay/${.order.short}", body: "${.mapped}" }
        - id: after
          map: '{ "echo": .erp.body, "loud": uppercase(to-json(.erp.body)), "status": .erp.status, "n": .mapped.id }'
        - { id: said, use: core@1/log, with: { message: "Card ${uppercase(.order.card)}, ${.order.pin + 1}, ${.order.short}" } }
        - { id: child, flow: quiet@latest, with: "${.mapped}" }
        - id: lines
          forEach: "${.order.lines}"
          do: [ { id: line, map: '{ "s": .lines.item.sku, "p": .lines.item.price * 2 }' } ]
        - id: approve
          wait: { for: approval, roles: [OWNER], message: "Pay ${.order.card} by ${.order.pin}?" }
        - id: fails
          map: 'error("no card " + .order.card + " " + .order.pin + " " + .order.short)'
      """;

  private static final String QUIET =
      """
      format: interline/flow/1
      id: quiet
      title: Quiet
      trigger: { id: msg, use: webhook@1/receive, with: { verify: none } }
      steps:
        - id: made
          map: '{ "id": .msg.id, "shout": uppercase(.msg.card), "p": .msg.prices, "all": .msg }'
        - id: post
          use: http@1/request
          connection: erp
          with: { method: POST, path: /quiet, body: "${.made}" }
        - id: last
          map: '{ "id": .made.id, "of": .post.body, "c": lowercase(.made.shout) }'
      """;

  /// What changes something, and answers at most ids.
  private static final Set<String> CHANGES =
      Set.of("cancel", "cancelAll", "replay", "replayAll", "discard", "decide");

  private final TestTenant acme = HUB.tenant();
  private final Runs runs = HUB.bean(Runs.class);
  private final DeadLetters letters = HUB.bean(DeadLetters.class);
  private final Approvals approvals = HUB.bean(Approvals.class);
  private final Replays replays = HUB.bean(Replays.class);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @BeforeEach
  void receiverEchoesWhatItGets() {
    HUB.receiverDoes(
        (received, exchange) -> {
          String encoded =
              Base64.getEncoder().encodeToString(received.body().getBytes(StandardCharsets.UTF_8));
          String answer =
              "{\"ok\":\"fine\",\"path\":\"%s\",\"got\":%s,\"encoded\":\"%s\"}"
                  .formatted(received.path(), received.body(), encoded);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          boolean refuses = received.path().startsWith("/refuse");
          exchange.sendResponseHeaders(refuses ? 400 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  @Test
  void nothingMaskedIsReadableAnywhere() {
    HUB.deploy(acme, QUIET);
    var path = HUB.deploy(acme, PAY);
    var run = HUB.accepted(path, MESSAGE);
    await().atMost(Duration.ofSeconds(30)).until(() -> !open().isEmpty());

    assertNothingIsReadable(run);
    var approval = open().getFirst();
    assertThat(approval.message()).isEqualTo("Pay *** by ***?");
    TenantScope.run(acme.owner(), () -> approvals.decide(approval.ref(), true, "fine"));
    var dead = HUB.ended(acme, run);
    assertThat(dead.summary().status()).isEqualTo(Status.DEAD);
    assertNothingIsReadable(run);

    var again = as(() -> letters.replay(run, ReplayFrom.FAILED_STEP, ReplayOn.SAME), acme.owner());
    HUB.ended(acme, again);
    assertNothingIsReadable(again);
    as(
        () ->
            replays.start(
                new ReplayOrder(LetterFilter.ALL, ReplayFrom.FAILED_STEP, ReplayOn.SAME, 100)),
        acme.owner());
    assertNothingIsReadable(again);
  }

  @Test
  void whatIsNotMaskedStaysReadable() {
    HUB.deploy(acme, QUIET);
    var path = HUB.deploy(acme, PAY);
    var run = HUB.accepted(path, MESSAGE);
    await().atMost(Duration.ofSeconds(30)).until(() -> !open().isEmpty());

    var detail = as(() -> runs.get(run), acme.viewer());

    assertThat(detail.payload())
        .isEqualTo(
            "{\"id\":7,\"card\":\"***\",\"pin\":\"***\",\"short\":\"***\",\"vip\":true,\"who\":\"***\","
                + "\"lines\":[{\"sku\":\"red\",\"price\":\"***\"},{\"sku\":\"blue\",\"price\":\"***\"}]}");
    assertThat(step(detail, "mapped").output())
        .contains("\"id\":7", "\"skus\":[\"red\",\"blue\"]", "\"loud\":\"***\"");
    assertThat(step(detail, "erp").input()).contains("/pay/***", "\"id\":7");
    assertThat(step(detail, "erp").output()).contains("\"ok\":\"fine\"", "\"status\":200");
    assertThat(step(detail, "after").output()).contains("\"status\":200", "\"n\":7");
    assertThat(step(detail, "lines").output()).contains("\"s\":\"red\"", "\"p\":\"***\"");
    var child = as(() -> runs.get(detail.children().getFirst().run().id()), acme.viewer());
    assertThat(child.payload()).contains("\"id\":7", "\"skus\":[\"red\",\"blue\"]");
    assertThat(step(child, "made").output()).contains("\"id\":7", "\"shout\":\"***\"");
  }

  @Test
  void whatARefusedCallSaysIsMasked() {
    var path =
        HUB.deploy(
            acme,
            """
            format: interline/flow/1
            id: refused
            title: Refused
            trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
            redact: [ /order/card, /order/pin, /order/short, /order/who, /order/lines/*/price ]
            steps:
              - id: erp
                use: http@1/request
                connection: erp
                with: { method: POST, path: /refuse, body: "${.order}" }
            """);

    var run = HUB.ended(acme, HUB.accepted(path, MESSAGE));

    assertThat(run.summary().status()).isEqualTo(Status.DEAD);
    assertThat(run.summary().error()).contains("400");
    assertNothingIsReadable(run.summary().id());
  }

  @Test
  void searchFindsNoMaskedText() {
    String flow =
        """
        format: interline/flow/1
        id: %s
        title: Searched
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        %s
        steps: [ { id: fails, map: 'error("no place for " + .order.name)' } ]
        """;
    var masked = HUB.deploy(acme, flow.formatted("searched", "redact: [ /order/name ]"));
    var open = HUB.deploy(acme, flow.formatted("plain", ""));
    HUB.ended(acme, HUB.accepted(masked, "{\"name\": \"okapi\"}"));
    var found = HUB.ended(acme, HUB.accepted(open, "{\"name\": \"okapi\"}"));

    var filter = new LetterFilter(null, null, null, null, null, null, "okapi");
    var page = as(() -> letters.find(new DeadLetterQuery(filter, null, null, 10)), acme.viewer());

    assertThat(page.items())
        .extracting(DeadLetters.DeadLetter::run)
        .containsExactly(found.summary().id());
    assertThat(as(() -> letters.groups(filter), acme.viewer())).hasSize(1);
  }

  @Test
  void aReplayOnAVersionThatMasksNothingStillMasks() {
    String flow =
        """
        format: interline/flow/1
        id: unmasked
        title: Unmasked
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        %s
        steps: [ { id: fails, map: 'error("no " + .order.card)' } ]
        """;
    var path = HUB.deploy(acme, flow.formatted("redact: [ /order/card ]"));
    var run = HUB.ended(acme, HUB.accepted(path, "{\"card\": \"canaryCARD-9f\"}")).summary().id();
    HUB.redeploy(acme, new io.interline.flow.FlowId("unmasked"), flow.formatted(""));

    var again = as(() -> letters.replay(run, null), acme.owner());

    HUB.ended(acme, again);
    assertNothingIsReadable(again);
  }

  /// Calls every method that answers with data of runs, as one who may only look.
  private void assertNothingIsReadable(RunId run) {
    for (var reading : readings(run).entrySet()) {
      var said = as(reading.getValue(), acme.viewer());
      String text = said.toString();
      for (var canary : CANARIES)
        assertThat(text).as(reading.getKey()).doesNotContainIgnoringCase(canary);
    }
  }

  private Map<String, Supplier<Object>> readings(RunId run) {
    var now = Instant.now().plusSeconds(5);
    var all = new HashMap<String, Supplier<Object>>();
    all.put("Runs.find", () -> runs.find(RunQuery.latest(100)));
    all.put("Runs.get", () -> withRelatives(run));
    all.put(
        "Runs.statistics",
        () -> runs.statistics(Environment.PRODUCTION, now.minusSeconds(600), now));
    all.put(
        "DeadLetters.find",
        () -> letters.find(new DeadLetterQuery(LetterFilter.ALL, null, null, 100)));
    all.put("DeadLetters.groups", () -> letters.groups(LetterFilter.ALL));
    all.put("DeadLetters.countOpen", letters::countOpen);
    all.put("DeadLetters.get", () -> isDead(run) ? letters.get(run) : "none");
    all.put("Approvals.find", this::open);
    all.put("Approvals.countForCaller", approvals::countForCaller);
    all.put("Approvals.get", () -> open().stream().map(one -> approvals.get(one.ref())).toList());
    var order = new ReplayOrder(LetterFilter.ALL, ReplayFrom.START, ReplayOn.DEPLOYED, 1);
    all.put("Replays.dryRun", () -> replays.dryRun(order));
    all.put("Replays.list", replays::list);
    all.put(
        "Replays.get", () -> replays.list().stream().map(one -> replays.get(one.id())).toList());
    assertThat(all.keySet()).as("a new method is read here too").containsAll(methods());
    return all;
  }

  private static Set<String> methods() {
    return Stream.of(Runs.class, DeadLetters.class, Approvals.class, Replays.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !CHANGES.contains(method.getName()) && !isOfReplay(method))
        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
        .collect(Collectors.toSet());
  }

  private static boolean isOfReplay(Method method) {
    return Set.of("start", "pause", "resume").contains(method.getName());
  }

  private boolean isDead(RunId run) {
    return runs.get(run).summary().status() == Status.DEAD;
  }

  private List<RunDetail> withRelatives(RunId run) {
    var all = new ArrayList<RunDetail>();
    var detail = runs.get(run);
    all.add(detail);
    for (var child : detail.children()) all.add(runs.get(child.run().id()));
    return all;
  }

  private List<Approvals.Approval> open() {
    return as(
        () -> approvals.find(new ApprovalQuery(null, null, false, null, 100)).items(),
        acme.viewer());
  }

  private static Runs.StepRun step(RunDetail run, String id) {
    return run.steps().stream().filter(step -> step.step().equals(id)).findFirst().orElseThrow();
  }

  private static <T> T as(Supplier<T> call, io.interline.tenant.Caller caller) {
    return TenantScope.call(caller, call::get);
  }
}
