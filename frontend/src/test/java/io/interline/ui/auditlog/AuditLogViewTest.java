package io.interline.ui.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import io.interline.audit.Outcome;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.FakeUser;
import io.interline.ui.testing.ViewTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {AuditLogView.class, MainLayout.class})
class AuditLogViewTest extends ViewTest {

  @Test
  void listShowsWhoDidWhatWithWhatOutcome() {
    audit.add("flow.publish", Outcome.SUCCEEDED, null);
    audit.add("flow.delete", Outcome.REFUSED, "Role VIEWER may not edit flows.");

    navigate(AuditLogView.class);

    assertThat(words())
        .contains(
            "maya@acme.example", "flow.publish", "Succeeded", "Refused", "may not edit flows");
  }

  @Test
  void filtersOfTheAddressReachTheLog() {
    visit(
        "audit-log?action=flow.&outcome=refused&object=orders&text=maya&time=day",
        AuditLogView.class);

    var asked = Objects.requireNonNull(audit.asked());
    assertThat(asked.log()).isEqualTo(FakeUser.ACME.log());
    assertThat(asked.action()).isEqualTo("flow.");
    assertThat(asked.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(asked.objectId()).isEqualTo("orders");
    assertThat(asked.text()).isEqualTo("maya");
    assertThat(asked.from()).isNotNull();
    assertThat(words()).contains("Nothing fits these filters");
  }

  @Test
  void nonsenseInTheAddressFiltersNothing() {
    audit.add("flow.publish", Outcome.SUCCEEDED, null);

    visit("audit-log?outcome=nonsense&time=never", AuditLogView.class);

    assertThat(words()).contains("flow.publish");
  }
}
