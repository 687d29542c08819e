package io.interline.tenant.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.interline.tenant.testing.TestHub;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresPlansPostgresTest {

  private static final TestHub HUB = TestHub.shared();

  @Test
  void planIsTheOneOfTheTenant() throws SQLException {
    var free = HUB.tenant();
    var unlimited = HUB.tenant();
    try (var connection = HUB.database().asOwner();
        var update =
            connection.prepareStatement("update tenant set plan = 'free' where tenant_id = ?")) {
      update.setObject(1, free.id().value());
      update.executeUpdate();
    }

    var quotas = HUB.bean(Quotas.class);
    assertThat(quotas.plan(free.id()).id()).isEqualTo("free");
    assertThat(quotas.plan(free.id()).acceptBurst()).isEqualTo(1000);
    assertThat(quotas.plan(unlimited.id()).id()).isEqualTo("unlimited");
    assertThat(quotas.tryAccept(free.id())).isZero();
  }

  @Test
  void unknownTenantHasNone() {
    assertThat(HUB.bean(Plans.class).find(new TenantId(UUID.randomUUID()), LocalDate.EPOCH))
        .isEmpty();
  }
}
