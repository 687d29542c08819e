package io.interline.tenant.internal.organisation;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Organisations;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import org.junit.jupiter.api.Test;

class OrganisationsPostgresTest {

  private static final TestHub HUB = TestHub.shared();

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final Organisations organisations = HUB.bean(Organisations.class);

  @Test
  void currentIsTheOneInScope() {
    var found = TenantScope.call(acme.viewer(), organisations::current);

    assertThat(found.id()).isEqualTo(acme.id());
    assertThat(found.name()).isEqualTo(acme.name());
    assertThat(found.guidedStart()).isTrue();
    assertThat(found.plan().id()).isEqualTo("unlimited");
    assertThat(found.plan().maxPayloadBytes()).isEqualTo(16 * 1024 * 1024);
  }

  @Test
  void ownerRenames() {
    TenantScope.run(acme.owner(), () -> organisations.rename("  Acme & Söhne "));

    assertThat(TenantScope.call(acme.viewer(), organisations::current).name())
        .isEqualTo("Acme & Söhne");
    var entry = HUB.events(acme).getFirst().entry();
    assertThat(entry.action()).isEqualTo("organisation.rename");
    assertThat(entry.details()).containsEntry("from", acme.name());
  }

  @Test
  void emptyOrOverlongNameIsRefused() {
    for (var name : new String[] {"", " ", "x".repeat(101), "a\nb", "a\0b"})
      assertThatThrownBy(() -> TenantScope.run(acme.owner(), () -> organisations.rename(name)))
          .satisfies(refusedWith(Kind.INVALID, "organisation-invalid"));
  }

  @Test
  void developerCannotRename() {
    assertThatThrownBy(() -> TenantScope.run(acme.developer(), () -> organisations.rename("Mine")))
        .satisfies(refusedWith(Kind.REFUSED, "access-refused"));
  }

  @Test
  void guidedStartEndsOnce() {
    TenantScope.run(acme.developer(), organisations::finishGuidedStart);
    TenantScope.run(acme.developer(), organisations::finishGuidedStart);

    assertThat(TenantScope.call(acme.viewer(), organisations::current).guidedStart()).isFalse();
    assertThat(HUB.events(acme)).hasSize(1);
  }

  @Test
  void viewerCannotEndTheGuidedStart() {
    assertThatThrownBy(() -> TenantScope.run(acme.viewer(), organisations::finishGuidedStart))
        .satisfies(refusedWith(Kind.REFUSED, "access-refused"));
  }

  @Test
  void otherTenantSeesNothing() {
    TenantScope.run(other.owner(), () -> organisations.rename("Other"));
    TenantScope.run(other.owner(), organisations::finishGuidedStart);

    var found = TenantScope.call(acme.owner(), organisations::current);
    assertThat(found.name()).isEqualTo(acme.name());
    assertThat(found.guidedStart()).isTrue();
  }
}
