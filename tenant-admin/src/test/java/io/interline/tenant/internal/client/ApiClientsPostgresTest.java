package io.interline.tenant.internal.client;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.ApiClients;
import io.interline.tenant.ApiClients.ApiClient;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.MovableClock;
import io.interline.tenant.testing.MovableClockConfiguration;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;

class ApiClientsPostgresTest {

  private static final TestHub HUB = TestHub.start(MovableClockConfiguration.class);

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final ApiClients clients = HUB.bean(ApiClients.class);
  private final PasswordEncoder encoder = HUB.bean(PasswordEncoder.class);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void newClientIsRegisteredWithTheHashOfItsSecret() {
    var issued = create(acme, "Warehouse");

    var registered = clients.registered(issued.client().clientId()).orElseThrow();
    assertThat(registered.tenant()).isEqualTo(acme.id());
    assertThat(registered.title()).isEqualTo("Warehouse");
    assertThat(registered.role()).isEqualTo(Role.DEVELOPER);
    assertThat(registered.secretHash()).doesNotContain(issued.secret());
    assertThat(encoder.matches(issued.secret(), registered.secretHash())).isTrue();
    assertThat(encoder.matches(issued.secret() + "x", registered.secretHash())).isFalse();
    assertThat(encoder.upgradeEncoding(registered.secretHash())).isFalse();
    assertThat(issued.toString() + registered).doesNotContain(issued.secret());
  }

  @Test
  void clientIsListedWithoutSecretAndAudited() {
    var issued = create(acme, "Warehouse");

    assertThat(TenantScope.call(acme.owner(), clients::list)).containsExactly(issued.client());
    assertThat(issued.client().createdBy()).isEqualTo(acme.owner().actor().name());
    var entry = HUB.events(acme).getFirst().entry();
    assertThat(entry.action()).isEqualTo("client.create");
    assertThat(entry.toString()).doesNotContain(issued.secret());
  }

  @Test
  void revokedClientIsGone() {
    var id = create(acme, "Warehouse").client().clientId();

    TenantScope.run(acme.owner(), () -> clients.revoke(id));

    assertThat(clients.registered(id)).isEmpty();
    assertThat(TenantScope.call(acme.owner(), clients::list)).isEmpty();
    assertThat(HUB.events(acme).getFirst().entry().action()).isEqualTo("client.revoke");
    assertThatThrownBy(() -> TenantScope.run(acme.owner(), () -> clients.revoke(id)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "client-not-found"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "client-0", "a\0b", "' or true --"})
  void unknownClientIsEmpty(String id) {
    assertThat(clients.registered(id)).isEmpty();
    clients.recordUse(id);
    assertThatThrownBy(() -> TenantScope.run(acme.owner(), () -> clients.revoke(id)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "client-not-found"));
  }

  @Test
  void lastUseIsKeptToTheMinute() {
    var id = create(acme, "Warehouse").client().clientId();
    var clock = HUB.bean(MovableClock.class);
    assertThat(only(acme).lastUsedAt()).isNull();

    var first = clock.instant();
    clients.recordUse(id);
    clock.advance(Duration.ofSeconds(30));
    clients.recordUse(id);
    assertThat(only(acme).lastUsedAt()).isEqualTo(first);

    clock.advance(Duration.ofSeconds(31));
    clients.recordUse(id);
    assertThat(only(acme).lastUsedAt()).isEqualTo(clock.instant());
  }

  @Test
  void wrongSecretsAreRecordedAndLimitedByPlace() {
    var id = create(acme, "Warehouse").client().clientId();
    var origin = new Origin("198.51.100." + HUB.events(acme).size(), null, null, null);
    var elsewhere = new Origin("203.0.113.9", null, null, null);

    for (int i = 0; i < 30; i++) {
      clients.beginAuthentication(origin);
      clients.endAuthentication(id, origin, false);
    }

    assertThatThrownBy(() -> clients.beginAuthentication(origin))
        .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
    clients.beginAuthentication(elsewhere);
    clients.endAuthentication(id, elsewhere, true);
    assertThat(HUB.events(acme))
        .extracting(event -> event.entry().action())
        .filteredOn("client.authenticate"::equals)
        .as("the others are summed up when the minute is over")
        .hasSize(10);
    var entry = HUB.events(acme).getFirst().entry();
    assertThat(entry.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(entry.object().id()).isEqualTo(id);
    assertThat(entry.origin().address()).isEqualTo(origin.address());
    assertThat(HUB.events(other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "\u001B[31m", "a\u202Eb", "a\u2066b", "a\0", "\uFEFFa"})
  void titleIsOneLineOfOrdinaryCharacters(String title) {
    assertThatThrownBy(() -> create(acme, title))
        .satisfies(refusedWith(Kind.INVALID, "title-invalid"));
  }

  @Test
  void titleIsNeeded() {
    assertThatThrownBy(() -> create(acme, " "))
        .satisfies(refusedWith(Kind.INVALID, "title-invalid"));
  }

  @Test
  void onlyOwnersHandleClients() {
    var id = create(acme, "Warehouse").client().clientId();

    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> TenantScope.call(acme.developer(), () -> clients.create("x", Role.OWNER)),
            () -> TenantScope.run(acme.developer(), () -> clients.revoke(id)),
            () -> TenantScope.call(acme.viewer(), clients::list))) {
      assertThatThrownBy(attempt).satisfies(refusedWith(Kind.REFUSED, "access-refused"));
      assertThat(HUB.events(acme).getFirst().entry().outcome()).isEqualTo(Outcome.REFUSED);
    }
    assertThat(clients.registered(id)).isPresent();
  }

  @Test
  void otherTenantSeesNothing() {
    var id = create(acme, "Warehouse").client().clientId();

    assertThat(TenantScope.call(other.owner(), clients::list)).isEmpty();
    assertThatThrownBy(() -> TenantScope.run(other.owner(), () -> clients.revoke(id)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "client-not-found"));
    assertThat(clients.registered(id)).isPresent();
  }

  private ApiClients.Issued create(TestTenant tenant, String title) {
    return TenantScope.call(tenant.owner(), () -> clients.create(title, Role.DEVELOPER));
  }

  private ApiClient only(TestTenant tenant) {
    return TenantScope.call(tenant.owner(), clients::list).getFirst();
  }
}
