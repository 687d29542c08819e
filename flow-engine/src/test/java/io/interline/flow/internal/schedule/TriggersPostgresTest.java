package io.interline.flow.internal.schedule;

import static io.interline.flow.internal.schedule.TriggersFixture.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.interline.flow.DeadLetters;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Runs;
import io.interline.flow.SharedLoops.SetAside;
import io.interline.flow.Triggers.Health;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.Triggers.TriggerQuery;
import io.interline.flow.Triggers.TriggerState;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.schedule.TriggersFixture.Source;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriggersPostgresTest {

  private static final TriggersFixture HUB = new TriggersFixture();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant NOON = Instant.parse("2031-05-05T12:00:00Z");

  private final TestTenant acme = HUB.hub.tenant();
  private final SetClock clock = new SetClock(Instant.now().plusSeconds(60));

  @AfterEach
  void leaveNothingDue() {
    HUB.sql("update trigger_state set due_at = null, claim = claim + 1");
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void eachNewItemStartsOneRunAndTheCursorMovesOn() {
    var source = HUB.source(5);
    var flow = HUB.poll(acme, source);
    var node = HUB.node(clock);

    node.look();

    assertThat(HUB.messages(acme, flow))
        .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}", "{\"id\":5}");
    var detail = HUB.detail(acme, flow);
    assertThat(detail.cursor()).isEqualTo("{\"since\":\"5\",\"typed\":true}");
    assertThat(detail.state().itemsLast()).isEqualTo(5);
    assertThat(detail.state().health()).isEqualTo(Health.OK);
    assertThat(detail.state().nextAt()).isAfter(clock.instant());

    source.items = 6;
    node.look();
    assertThat(HUB.messages(acme, flow)).as("not due yet").hasSize(5);
    clock.move(MINUTE);
    node.look();
    assertThat(HUB.messages(acme, flow)).hasSize(6).endsWith("{\"id\":6}");
    clock.move(MINUTE);
    node.look();
    assertThat(HUB.detail(acme, flow).state().itemsLast()).isZero();
    assertThat(HUB.messages(acme, flow)).hasSize(6);
  }

  @Test
  void crashBeforeTheCommitLosesNothing() {
    crash(
        (messages, alongside) -> {
          throw new IllegalStateException("killed before the commit");
        });
  }

  @Test
  void crashAfterTheCommitRepeatsNothing() {
    crash(
        (messages, alongside) -> {
          HUB.hub.bean(Ingest.class).acceptAll(messages, alongside);
          throw new IllegalStateException("killed after the commit");
        });
  }

  private void crash(WrappedIngest.Accept accept) {
    var source = HUB.source(5);
    var flow = HUB.poll(acme, source);
    var dying =
        HUB.node(clock, WrappedIngest.accepting(HUB.hub.bean(Ingest.class), accept), Duration.ZERO);
    dying.clock().tick();
    await().until(dying.clock()::isIdle);
    dying.clock().crash();

    HUB.node(clock).look();

    assertThat(HUB.messages(acme, flow))
        .containsExactlyInAnyOrder(
            "{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}", "{\"id\":5}");
  }

  @Test
  void twoNodesNeverPollTheSameTime() throws Exception {
    var sources = new ArrayList<Source>();
    var flows = new ArrayList<FlowId>();
    for (int i = 0; i < 40; i++) {
      sources.add(HUB.source(1));
      flows.add(HUB.poll(acme, sources.getLast()));
    }
    var first = HUB.node(clock);
    var second = HUB.node(clock);

    for (int round = 1; round <= 3; round++) {
      try (var threads = Executors.newFixedThreadPool(2)) {
        threads.submit(first::look);
        threads.submit(second::look);
      }
      int polls = round;
      assertThat(sources).allSatisfy(source -> assertThat(source.polls).hasValue(polls));
      clock.move(MINUTE);
    }
    for (var flow : flows) assertThat(HUB.messages(acme, flow)).hasSize(1);
  }

  @Test
  void nodeThatWasFrozenWritesNothingWhenItWakes() throws Exception {
    var source = HUB.source(1);
    var flow = HUB.poll(acme, source);
    var asked = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    source.before =
        () -> {
          asked.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    var frozen = HUB.node(clock, HUB.hub.bean(Ingest.class), Duration.ZERO);
    frozen.clock().tick();
    asked.await();
    source.before = () -> {};
    source.items = 3;

    HUB.node(clock).look();
    var after = HUB.detail(acme, flow);
    go.countDown();
    await().until(frozen.clock()::isIdle);

    assertThat(HUB.detail(acme, flow)).isEqualTo(after);
    assertThat(HUB.messages(acme, flow)).hasSize(3);
  }

  @Test
  void failingSourceIsAskedLessOftenAndShown() {
    var source = HUB.source(1);
    source.failing = 500;
    var flow = HUB.poll(acme, source);
    var node = HUB.node(clock);

    var pauses = new ArrayList<Duration>();
    for (int i = 1; i <= 8; i++) {
      node.look();
      var state = HUB.detail(acme, flow).state();
      assertThat(state.health()).isEqualTo(Health.FAILING);
      assertThat(state.failures()).isEqualTo(i);
      assertThat(state.lastErrorClass()).isEqualTo("transient");
      assertThat(state.lastError()).contains("500");
      pauses.add(Duration.between(clock.instant(), state.nextAt()));
      clock.set(Objects.requireNonNull(state.nextAt()));
    }
    assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    assertThat(pauses.getLast()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(15));
    assertThat(source.polls).hasValue(8);
    source.failing = 0;
    node.look();

    var state = HUB.detail(acme, flow).state();
    assertThat(state.health()).isEqualTo(Health.OK);
    assertThat(state.failures()).isZero();
    assertThat(state.lastError()).as("stays to be read").contains("500");
    assertThat(HUB.messages(acme, flow)).hasSize(1);
  }

  @Test
  void fullBacklogHoldsUpPollsAndLosesNothing() {
    var source = HUB.source(2);
    var flow = HUB.poll(acme, source);
    var full =
        WrappedIngest.checking(
            HUB.hub.bean(Ingest.class),
            tenant -> {
              throw new NotAccepting(NotAccepting.Reason.BACKLOG_FULL);
            });

    HUB.node(clock, full, MINUTE).look();

    var state = HUB.detail(acme, flow).state();
    assertThat(state.health()).isEqualTo(Health.HELD_UP);
    assertThat(state.reason()).contains("wait for their turn");
    assertThat(source.polls).as("nothing is fetched that cannot be kept").hasValue(0);
    clock.move(Duration.ofSeconds(6));
    HUB.node(clock).look();
    assertThat(HUB.messages(acme, flow)).hasSize(2);
    assertThat(HUB.detail(acme, flow).state().health()).isEqualTo(Health.OK);
  }

  @Test
  void scheduleFiresOnTimeOnce() {
    clock.set(NOON.plusSeconds(2));
    var flow = HUB.schedule(acme, "cron: '0 * * * *'", NOON);
    var node = HUB.node(clock);

    node.look();
    node.look();

    assertThat(HUB.messages(acme, flow))
        .containsExactly(
            "{\"scheduledAt\":\"2031-05-05T12:00:00Z\",\"firedAt\":\"2031-05-05T12:00:02Z\"}");
    assertThat(HUB.detail(acme, flow).state().nextAt()).isEqualTo(NOON.plus(1, ChronoUnit.HOURS));
  }

  @Test
  void missedTimesFollowThePolicy() {
    clock.set(NOON.plus(Duration.ofMinutes(150 * 60 + 30)));
    var skip = HUB.schedule(acme, "cron: '0 * * * *', missed: skip", NOON);
    var once = HUB.schedule(acme, "cron: '0 * * * *'", NOON);
    var all = HUB.schedule(acme, "cron: '0 * * * *', missed: all", NOON);
    var node = HUB.node(clock);

    for (int i = 0; i < 3; i++) node.look();

    assertThat(HUB.messages(acme, skip)).isEmpty();
    assertThat(HUB.messages(acme, once))
        .singleElement()
        .asString()
        .contains("\"scheduledAt\":\"" + NOON.plus(150, ChronoUnit.HOURS) + "\"");
    assertThat(HUB.messages(acme, all)).hasSize(151).doesNotHaveDuplicates();
    for (var flow : List.of(skip, once, all))
      assertThat(HUB.detail(acme, flow).state().nextAt())
          .isEqualTo(NOON.plus(151, ChronoUnit.HOURS));
  }

  @Test
  void spreadPutsTheRunOffButNotItsTime() {
    clock.set(NOON);
    var flow = HUB.schedule(acme, "cron: '0 * * * *', spread: PT30M", NOON);
    var key = new TriggerKey(acme.id(), flow, PRODUCTION);
    var offset = Duration.ofMillis((long) (key.share() * Duration.ofMinutes(30).toMillis()));
    var node = HUB.node(clock);

    clock.set(NOON.plus(offset).minusMillis(1));
    node.look();
    assertThat(HUB.messages(acme, flow)).isEmpty();
    clock.move(Duration.ofSeconds(1));
    node.look();

    assertThat(HUB.messages(acme, flow)).singleElement().asString().contains(NOON.toString());
    assertThat(HUB.detail(acme, flow).state().nextAt())
        .isEqualTo(NOON.plus(1, ChronoUnit.HOURS).plus(offset));
  }

  @Test
  void backfillStartsEachTimeOnce() {
    var flow = HUB.schedule(acme, "cron: '0 * * * *'", NOON);
    var from = Instant.parse("2026-01-01T00:00:00Z");

    var first = backfill(flow, from, from.plus(10, ChronoUnit.HOURS));
    var wider = backfill(flow, from, from.plus(12, ChronoUnit.HOURS));

    assertThat(first.started()).isEqualTo(10);
    assertThat(wider.times()).isEqualTo(12);
    assertThat(wider.started()).isEqualTo(2);
    assertThat(HUB.messages(acme, flow)).hasSize(12);
    assertThat(HUB.hub.hub().events(acme))
        .filteredOn(event -> event.entry().action().equals("trigger.backfill"))
        .hasSize(2);
    assertRefused(
        "window-too-large", () -> backfill(flow, from, from.plus(1001, ChronoUnit.HOURS)));
    assertRefused("window-invalid", () -> backfill(flow, from, from));
    assertRefused("window-invalid", () -> backfill(flow, from, NOON));
    assertThatThrownBy(
            () ->
                TenantScope.call(
                    acme.viewer(),
                    () ->
                        HUB.triggers()
                            .backfill(flow, PRODUCTION, from, from.plus(1, ChronoUnit.HOURS))))
        .isInstanceOfSatisfying(
            DomainException.class,
            e -> assertThat(e.kind()).isEqualTo(DomainException.Kind.REFUSED));
  }

  private io.interline.flow.Triggers.Backfill backfill(FlowId flow, Instant from, Instant until) {
    return TenantScope.call(
        acme.developer(), () -> HUB.triggers().backfill(flow, PRODUCTION, from, until));
  }

  @Test
  void cursorIsSetOnPurposeAndItemsBehindItComeAgain() {
    var flow = HUB.poll(acme, HUB.source(3));
    HUB.node(clock).look();
    var seen = HUB.detail(acme, flow);

    assertRefused("cursor-changed", () -> setCursor(flow, null, seen.cursorNumber() - 1));
    assertRefused("cursor-invalid", () -> setCursor(flow, "{\"at\": 1}", seen.cursorNumber()));
    assertRefused("cursor-invalid", () -> setCursor(flow, "since 1", seen.cursorNumber()));
    setCursor(flow, "{\"since\": \"1\"}", seen.cursorNumber());
    HUB.node(clock).look();

    assertThat(HUB.messages(acme, flow)).hasSize(5).endsWith("{\"id\":2}", "{\"id\":3}");
    assertThat(HUB.hub.hub().events(acme).getFirst().entry().action()).isEqualTo("trigger.cursor");
    assertThat(HUB.hub.hub().events(acme).getFirst().entry().details())
        .containsEntry("before", "{\"since\":\"3\",\"typed\":true}")
        .containsEntry("after", "{\"since\": \"1\"}");
    setCursor(flow, null, HUB.detail(acme, flow).cursorNumber());
    HUB.node(clock).look();
    assertThat(HUB.messages(acme, flow)).hasSize(8);
  }

  private void setCursor(FlowId flow, @Nullable String cursor, long expected) {
    TenantScope.run(
        acme.developer(), () -> HUB.triggers().setCursor(flow, PRODUCTION, cursor, expected));
  }

  @Test
  void pausedTriggerRestsUntilItIsResumed() {
    var source = HUB.source(1);
    var flow = HUB.poll(acme, source);
    var node = HUB.node(clock);

    TenantScope.run(
        acme.developer(), () -> HUB.triggers().pause(flow, PRODUCTION, "they move house"));
    node.look();
    assertThat(source.polls).hasValue(0);
    var state = HUB.detail(acme, flow).state();
    assertThat(state.health()).isEqualTo(Health.PAUSED);
    assertThat(state.reason()).isEqualTo("they move house");
    assertThat(state.nextAt()).isNull();
    assertRefused(
        "trigger-paused",
        () -> TenantScope.call(acme.developer(), () -> HUB.triggers().fire(flow, PRODUCTION)));
    HUB.hub.bean(Arranger.class).arrangeAll();
    node.look();
    assertThat(source.polls).as("arranging leaves it alone").hasValue(0);

    TenantScope.run(acme.developer(), () -> HUB.triggers().resume(flow, PRODUCTION));
    node.look();
    assertThat(HUB.messages(acme, flow)).hasSize(1);
  }

  @Test
  void firedByHandItDoesNotWaitForItsTime() {
    var source = HUB.source(1);
    var flow = HUB.poll(acme, source);
    var node = HUB.node(clock);
    node.look();
    var scheduled = HUB.schedule(acme, "cron: '0 * * * *'", NOON);

    source.items = 2;
    TenantScope.run(acme.developer(), () -> HUB.triggers().fire(flow, PRODUCTION));
    TenantScope.run(acme.developer(), () -> HUB.triggers().fire(scheduled, PRODUCTION));
    node.look();

    assertThat(HUB.messages(acme, flow)).hasSize(2);
    assertThat(HUB.messages(acme, scheduled)).hasSize(1);
    assertThat(HUB.detail(acme, scheduled).state().nextAt()).isEqualTo(NOON);
  }

  @Test
  void triggerFollowsItsDeploymentAndKeepsItsCursor() {
    var source = HUB.source(1);
    var flow = HUB.poll(acme, source);
    var node = HUB.node(clock);
    node.look();
    clock.move(MINUTE);

    deployments(d -> d.setEnabled(flow, PRODUCTION, false));
    node.look();
    assertThat(source.polls).hasValue(1);
    assertThat(HUB.detail(acme, flow).state().health()).isEqualTo(Health.OFF);
    deployments(d -> d.undeploy(flow, PRODUCTION));
    assertThat(list(acme)).isEmpty();
    deployments(d -> d.deploy(flow, 1, PRODUCTION));
    node.look();

    assertThat(source.polls).hasValue(2);
    assertThat(HUB.messages(acme, flow)).as("it goes on from its cursor").hasSize(1);
  }

  @Test
  void whatNobodyToldIsArrangedNowAndThen() {
    var flow = HUB.poll(acme, HUB.source(1));
    HUB.sql("update trigger_state set due_at = null where tenant_id = '" + acme.id() + "'");

    HUB.hub.bean(Arranger.class).arrangeAll();
    assertThat(HUB.detail(acme, flow).state().nextAt()).isNotNull();

    HUB.sql("update trigger_state set version = 7 where tenant_id = '" + acme.id() + "'");
    HUB.hub.bean(Arranger.class).arrangeAll();
    assertThat(list(acme)).extracting(TriggerState::version).containsExactly(1);
  }

  @Test
  void listIsFilteredAndPaged() {
    var poll = HUB.poll(acme, HUB.source(1));
    var scheduled = HUB.schedule(acme, "cron: '0 * * * *'", NOON);
    TenantScope.run(acme.developer(), () -> HUB.triggers().pause(scheduled, PRODUCTION, "rest"));

    assertThat(list(acme))
        .extracting(TriggerState::flow)
        .containsExactlyInAnyOrder(poll, scheduled);
    assertThat(find(new TriggerQuery(null, null, Kind.POLLING, null, null, null, 10)))
        .extracting(TriggerState::flow)
        .containsExactly(poll);
    assertThat(find(new TriggerQuery(null, null, null, Health.PAUSED, null, null, 10)))
        .extracting(TriggerState::flow)
        .containsExactly(scheduled);
    assertThat(find(new TriggerQuery(null, null, null, null, "polls", null, 10)))
        .extracting(TriggerState::flow)
        .containsExactly(poll);
    var first = TenantScope.call(acme.viewer(), () -> HUB.triggers().find(TriggerQuery.all(1)));
    var second = find(new TriggerQuery(null, null, null, null, null, first.next(), 1)).getFirst();
    assertThat(List.of(first.items().getFirst().flow(), second.flow()))
        .containsExactlyInAnyOrder(poll, scheduled);
  }

  @Test
  void otherTenantSeesNothing() {
    var flow = HUB.poll(acme, HUB.source(1));
    var stranger = HUB.hub.tenant();

    assertThat(list(stranger)).isEmpty();
    assertThatThrownBy(() -> HUB.detail(stranger, flow))
        .isInstanceOfSatisfying(
            DomainException.class,
            e -> assertThat(e.kind()).isEqualTo(DomainException.Kind.NOT_FOUND));
    assertThatThrownBy(
            () ->
                TenantScope.run(
                    stranger.owner(), () -> HUB.triggers().pause(flow, PRODUCTION, "mine")))
        .isInstanceOf(DomainException.class);
    assertThat(HUB.detail(acme, flow).pausedAt()).isNull();
  }

  private List<TriggerState> list(TestTenant tenant) {
    return TenantScope.call(
        tenant.viewer(), () -> HUB.triggers().find(TriggerQuery.all(50)).items());
  }

  private List<TriggerState> find(TriggerQuery query) {
    return TenantScope.call(acme.viewer(), () -> HUB.triggers().find(query).items());
  }

  private void deployments(java.util.function.Consumer<Deployments> change) {
    TenantScope.run(acme.developer(), () -> change.accept(HUB.hub.bean(Deployments.class)));
  }

  private static void assertRefused(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DomainException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void itemThatCannotBeRunIsADeadLetterAndTheOthersRun() {
    var source = HUB.source(6);
    source.item =
        i ->
            switch (i) {
              case 2 -> "{\"id\":2,\"a\":\"x\\u0000\"}";
              case 3 -> "{\"id\":3,\"n\":1e400000000}";
              case 4 -> "{\"id\":4,\"t\":\"\\ud83d\"}";
              default -> "{\"id\":" + i + ",\"p\":19.90}";
            };
    var flow = HUB.poll(acme, source);

    HUB.node(clock).look();

    var letters = HUB.hub.bean(DeadLetters.class);
    var found =
        TenantScope.call(
            acme.viewer(),
            () ->
                letters
                    .find(
                        new DeadLetters.DeadLetterQuery(
                            new DeadLetters.LetterFilter(flow, null, null, null, null, null, null),
                            null,
                            null,
                            50))
                    .items());
    assertThat(found)
        .extracting(DeadLetters.DeadLetter::message)
        .satisfiesExactlyInAnyOrder(
            why -> assertThat(why).contains("Item '2'", "NUL"),
            why -> assertThat(why).contains("Item '3'", "1,000 digits"),
            why -> assertThat(why).contains("Item '4'", "surrogate pair"));
    assertThat(HUB.detail(acme, flow).state().health()).isEqualTo(Health.OK);
    assertThat(succeeded(flow))
        .containsExactlyInAnyOrder(
            "{\"id\":1,\"p\":19.90}", "{\"id\":5,\"p\":19.90}", "{\"id\":6,\"p\":19.90}");
  }

  private List<String> succeeded(FlowId flow) {
    var runs = HUB.hub.bean(Runs.class);
    var query = new Runs.RunQuery(flow, null, null, null, null, null, null, 500);
    return TenantScope.call(
        acme.viewer(),
        () -> {
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      TenantScope.call(
                          acme.viewer(),
                          () ->
                              runs.find(query).items().stream()
                                  .allMatch(
                                      run ->
                                          run.status() == Runs.Status.SUCCEEDED
                                              || run.status() == Runs.Status.DEAD)));
          return runs.find(query).items().stream()
              .filter(run -> run.status() == Runs.Status.SUCCEEDED)
              .map(run -> runs.get(run.id()).payload().replaceAll("\\s", ""))
              .toList();
        });
  }

  @Test
  void triggerWhoseResultCannotBeStoredHoldsUpNoOther() {
    var poisoned = HUB.poll(acme, HUB.source(1));
    var other = HUB.poll(acme, HUB.source(1));
    var isolation = new Isolation(clock, new SimpleMeterRegistry());
    TriggerWork work =
        trigger ->
            Optional.of(
                Finish.succeeded(
                    trigger,
                    clock.instant().plus(MINUTE),
                    clock.instant(),
                    trigger.key().flow().equals(poisoned) ? "{\"a\":\"\0\"}" : "{\"a\":1}",
                    1));
    var node =
        new TriggersFixture.Node(
            new TriggerClock(
                HUB.table(),
                Map.of(Kind.POLLING, work, Kind.SCHEDULE, work, Kind.STREAM, work),
                clock,
                new TriggerSettings(100, 10, 64, Duration.ZERO, Duration.ofSeconds(15)),
                new SimpleMeterRegistry(),
                io.interline.tenant.DatabaseStatus.ALWAYS_AVAILABLE,
                isolation));

    node.look();

    assertThat(HUB.detail(acme, other).state().lastError()).isNull();
    assertThat(HUB.detail(acme, other).state().health()).isEqualTo(Health.OK);
    assertThat(HUB.detail(acme, poisoned).state().lastError()).contains("could not store");
    assertThat(isolation.setAside()).extracting(SetAside::loop).containsExactly("trigger-results");
  }

  @Test
  void deploymentThatCannotBeReconciledHoldsUpNoOther() {
    var poisoned = HUB.poll(acme, HUB.source(1));
    var other = HUB.poll(acme, HUB.source(1));
    HUB.sql("update trigger_state set version = 7 where tenant_id = '" + acme.id() + "'");
    var real = HUB.hub.bean(LiveFlows.class);
    var broken =
        new LiveFlows() {
          @Override
          public Optional<LiveFlow> byWebhook(String token) {
            return real.byWebhook(token);
          }

          @Override
          public Optional<LiveFlow> find(
              io.interline.tenant.TenantId tenant,
              FlowId flow,
              io.interline.tenant.Environment environment) {
            if (flow.equals(poisoned)) throw new IllegalStateException("a broken document");
            return real.find(tenant, flow, environment);
          }

          @Override
          public Optional<String> document(
              io.interline.tenant.TenantId tenant, FlowId flow, int version) {
            return real.document(tenant, flow, version);
          }
        };
    var isolation = new Isolation(clock, new SimpleMeterRegistry());
    var reconciler =
        new Arranger(
            HUB.table(),
            broken,
            HUB.hub.bean(io.interline.connector.Catalog.class),
            HUB.hub.bean(io.interline.connector.Operations.class),
            clock,
            HUB.hub
                .hub()
                .bean(
                    "systemTransactionTemplate",
                    org.springframework.transaction.support.TransactionTemplate.class),
            isolation);

    reconciler.arrangeAll();

    assertThat(list(acme))
        .filteredOn(state -> state.flow().equals(other))
        .extracting(TriggerState::version)
        .containsExactly(1);
    assertThat(isolation.setAside())
        .extracting(SetAside::loop)
        .containsExactly("trigger-reconciliation");
    HUB.hub.bean(Arranger.class).arrangeAll();
    assertThat(list(acme)).extracting(TriggerState::version).containsOnly(1);
  }
}
