package io.interline.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.Actor;
import io.interline.audit.AuditEntry;
import io.interline.audit.AuditEvent;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.AuditPage;
import io.interline.audit.AuditQuery;
import io.interline.audit.LogId;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every audit log promises, whatever stores it.
abstract class AuditLogContract {

  static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

  final LogId log = new LogId(UUID.randomUUID());

  abstract AuditLog auditLog();

  /// Moves the log's clock.
  abstract void at(Instant now);

  /// Runs work in a transaction that belongs to the owner of the log.
  abstract <T> T inTransaction(LogId owner, Supplier<T> work);

  @Test
  void keepsEveryField() {
    var entry =
        new AuditEntry(
            log,
            new Actor(Actor.Kind.CLIENT, "client-7", "Warehouse", "token-3"),
            "flow.publish",
            new AuditObject("flow", "order-sync", "4"),
            Outcome.FAILED,
            "Step 'ship' has no connection.",
            Map.of("environment", "production", "umlaut", "ä\"\\"),
            new Origin("192.0.2.7", "curl/8", "request-1", "trace-2"),
            "client_credentials");

    append(entry);

    var event = only(find(AuditQuery.all(log, 10)));
    assertThat(event.entry()).isEqualTo(entry);
    assertThat(event.occurredAt()).isEqualTo(START);
    assertThat(event.recordedAt()).isNotNull();
    assertThat(event.id().version()).isEqualTo(7);
  }

  @Test
  void keepsAbsentFieldsAbsent() {
    var entry = anEntry("account.verify");

    append(entry);

    assertThat(only(find(AuditQuery.all(log, 10))).entry()).isEqualTo(entry);
  }

  @Test
  void keepsTheEventOfAnIdWithNul() {
    append(withObject(AuditObject.of("flow", "a\0b"), Map.of("given", "c\0d")));

    var entry = only(find(AuditQuery.all(log, 10))).entry();
    assertThat(entry.object().id()).isEqualTo("a\uFFFDb");
    assertThat(entry.details()).containsEntry("given", "c\uFFFDd");
  }

  @Test
  void keepsTheEventOfAnOverlongId() {
    var random = new Random(7);
    var id = new StringBuilder();
    for (int i = 0; i < 20_000; i++) id.appendCodePoint(0x4E00 + random.nextInt(20_000));

    append(withObject(AuditObject.of(id.toString(), id.toString()), Map.of()));

    var object = only(find(AuditQuery.all(log, 10))).entry().object();
    assertThat(object.id()).hasSize(301).startsWith(id.substring(0, 300)).endsWith("…");
  }

  @Test
  void keepsTheEventOfAnIdWithHalfACharacter() {
    append(withObject(AuditObject.of("flow", "a\uD83Eb"), Map.of()));

    assertThat(only(find(AuditQuery.all(log, 10))).entry().object().id()).startsWith("a");
  }

  @Test
  void appendOutsideATransactionThrows() {
    assertThatThrownBy(() -> auditLog().append(anEntry("flow.create")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no transaction");
  }

  @Test
  void findOutsideATransactionThrows() {
    assertThatThrownBy(() -> auditLog().find(AuditQuery.all(log, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rollbackTakesTheEventWithIt() {
    assertThatThrownBy(
            () ->
                inTransaction(
                    log,
                    () -> {
                      auditLog().append(anEntry("flow.create"));
                      throw new UnsupportedOperationException("the action failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(find(AuditQuery.all(log, 10)).events()).isEmpty();
  }

  @Test
  void newestComesFirst() {
    append(anEntry("flow.create"));
    at(START.plusSeconds(2));
    append(anEntry("flow.delete"));
    at(START.plusSeconds(1));
    append(anEntry("flow.publish"));

    assertThat(actions(find(AuditQuery.all(log, 10))))
        .containsExactly("flow.delete", "flow.publish", "flow.create");
  }

  @Test
  void pagesOverEqualTimesMissAndRepeatNothing() {
    for (int i = 0; i < 23; i++) append(anEntry("flow.create"));
    at(START.plus(Duration.ofSeconds(1)));
    for (int i = 0; i < 4; i++) append(anEntry("flow.create"));

    var seen = new ArrayList<UUID>();
    @Nullable String cursor = null;
    int pages = 0;
    do {
      var page = find(query(b -> {}, cursor, 5));
      page.events().forEach(event -> seen.add(event.id()));
      cursor = page.next();
      pages++;
    } while (cursor != null);

    assertThat(seen).hasSize(27);
    assertThat(new HashSet<>(seen)).hasSize(27);
    assertThat(pages).isEqualTo(6);
  }

  @Test
  void aPageThatHoldsExactlyTheRestIsTheLast() {
    for (int i = 0; i < 5; i++) append(anEntry("flow.create"));

    assertThat(find(AuditQuery.all(log, 5)).next()).isNull();
  }

  @Test
  void strangeCursorIsRefused() {
    for (var cursor : List.of("", "x", "%%%", "MjAyNg", "MjAyNi0wMS0wMVQwMDowMDowMFogeA"))
      assertThatThrownBy(() -> find(query(b -> {}, cursor, 5)))
          .as(cursor)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cursor");
  }

  @Test
  void filtersNarrow() {
    append(anEntry("flow.create"));
    append(anEntry("flow.publish"));
    append(anEntry("flowers.water"));
    append(
        new AuditEntry(
            log,
            new Actor(Actor.Kind.ACCOUNT, "ann", "Ann.Bell@example.com", null),
            "member.invite",
            AuditObject.of("member", "100%_sure"),
            Outcome.REFUSED,
            "Only an owner may do that.",
            Map.of(),
            Origin.INTERNAL,
            "password"));

    assertThat(actions(find(query(b -> b.action = "flow.", null, 9))))
        .containsExactlyInAnyOrder("flow.create", "flow.publish");
    assertThat(actions(find(query(b -> b.action = "flow.create", null, 9))))
        .containsExactly("flow.create");
    assertThat(actions(find(query(b -> b.action = "flow", null, 9)))).isEmpty();
    assertThat(actions(find(query(b -> b.actor = "ann", null, 9))))
        .containsExactly("member.invite");
    assertThat(actions(find(query(b -> b.objectKind = "member", null, 9))))
        .containsExactly("member.invite");
    assertThat(actions(find(query(b -> b.objectId = "order-sync", null, 9)))).hasSize(3);
    assertThat(actions(find(query(b -> b.outcome = Outcome.REFUSED, null, 9))))
        .containsExactly("member.invite");
    for (var text : List.of("ann.bell@", "100%_", "ONLY AN OWNER"))
      assertThat(actions(find(query(b -> b.text = text, null, 9))))
          .as(text)
          .containsExactly("member.invite");
    assertThat(actions(find(query(b -> b.text = "%order%", null, 9)))).isEmpty();
    assertThat(actions(find(query(b -> b.text = " ", null, 9)))).hasSize(4);
  }

  @Test
  void timesBoundFromIncludedUntilExcluded() {
    append(anEntry("flow.create"));
    at(START.plusSeconds(1));
    append(anEntry("flow.publish"));
    at(START.plusSeconds(2));
    append(anEntry("flow.delete"));

    var found =
        find(
            query(
                b -> {
                  b.from = START.plusSeconds(1);
                  b.until = START.plusSeconds(2);
                },
                null,
                9));

    assertThat(actions(found)).containsExactly("flow.publish");
  }

  @Test
  void otherTenantSeesNothing() {
    append(anEntry("flow.create"));
    var other = new LogId(UUID.randomUUID());

    assertThat(inTransaction(other, () -> auditLog().find(AuditQuery.all(other, 10))).events())
        .isEmpty();
  }

  final void append(AuditEntry entry) {
    inTransaction(
        entry.log(),
        () -> {
          auditLog().append(entry);
          return true;
        });
  }

  final AuditPage find(AuditQuery query) {
    return inTransaction(query.log(), () -> auditLog().find(query));
  }

  final AuditEntry anEntry(String action) {
    return new AuditEntry(
        log,
        Actor.system("schedule"),
        action,
        AuditObject.of("flow", "order-sync"),
        Outcome.SUCCEEDED,
        null,
        Map.of(),
        Origin.INTERNAL,
        "internal");
  }

  private AuditEntry withObject(AuditObject object, Map<String, String> details) {
    return new AuditEntry(
        log,
        Actor.system("schedule"),
        "flow.create",
        object,
        Outcome.SUCCEEDED,
        null,
        details,
        Origin.INTERNAL,
        "internal");
  }

  private static List<String> actions(AuditPage page) {
    return page.events().stream().map(event -> event.entry().action()).toList();
  }

  private static AuditEvent only(AuditPage page) {
    assertThat(page.events()).hasSize(1);
    return page.events().getFirst();
  }

  private AuditQuery query(Consumer<Filters> change, @Nullable String cursor, int limit) {
    var filters = new Filters();
    change.accept(filters);
    return new AuditQuery(
        log,
        filters.actor,
        filters.action,
        filters.objectKind,
        filters.objectId,
        filters.outcome,
        filters.from,
        filters.until,
        filters.text,
        cursor,
        limit);
  }

  private static final class Filters {
    @Nullable String actor;
    @Nullable String action;
    @Nullable String objectKind;
    @Nullable String objectId;
    @Nullable Outcome outcome;
    @Nullable Instant from;
    @Nullable Instant until;
    @Nullable String text;
  }
}
