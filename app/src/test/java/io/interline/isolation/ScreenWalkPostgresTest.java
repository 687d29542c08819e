package io.interline.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.api.ApiHub;
import io.interline.api.WithApiHub;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.tenant.DomainException;
import io.interline.tenant.Organisations;
import io.interline.tenant.TenantScope;
import io.interline.ui.session.CurrentUser;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every screen there is, opened in one tenant's session with another tenant's ids in its address.
@ExtendWith(WithApiHub.class)
@TestInstance(Lifecycle.PER_CLASS)
class ScreenWalkPostgresTest {

  /// A screen, by its addresses.
  ///
  /// @param shows what the first address shows of the owner's things to their owner
  /// @param addresses with the names of ids in their places
  private record Screen(String shows, List<String> addresses) {}

  private static final Map<String, Screen> SCREENS =
      Map.ofEntries(
          screen("", "globex-only orders", "", "?flow=<flow>&run=<run>"),
          screen("flows", "globex-only orders", "flows", "flows?flow=<flow>", "flows?new=<flow>"),
          screen(
              "flows/:flow",
              "/globex-only",
              "flows/<flow>",
              "flows/<flow>?run=<run>",
              "flows/mine?run=<run>",
              "flows/mine?run=<letter>",
              "flows/<flow>?version=1"),
          screen(
              "runs",
              "globex-only orders",
              "runs",
              "runs?flow=<flow>",
              "runs?text=<run>",
              "runs?run=<run>",
              "runs?cursor=<letter>"),
          screen("runs/:run", "/globex-only", "runs/<run>", "runs/<letter>"),
          screen(
              "dead-letters",
              "globex-only open",
              "dead-letters?run=<letter>",
              "dead-letters",
              "dead-letters?flow=<flow>",
              "dead-letters?status=replayed",
              "dead-letters?run=<run>"),
          screen(
              "connections",
              "globex-only system",
              "connections",
              "connections?alias=<alias>",
              "connections?new=<alias>"),
          screen(
              "members",
              "globex-only The viewer",
              "members",
              "members?account=<account>",
              "members?email=<email>"),
          screen("settings", "globex-only client", "settings", "settings?client=<client>"),
          screen(
              "audit-log",
              "o@globex-only.example",
              "audit-log",
              "audit-log?actor=<account>",
              "audit-log?object=<flow>",
              "audit-log?text=<flow>"),
          screen("approvals", "", "approvals", "approvals?run=<run>"),
          screen("triggers", "", "triggers", "triggers?flow=<flow>"),
          screen(
              "notifications",
              "globex-only webhook",
              "notifications",
              "notifications?webhook=<webhook>"),
          screen("limits", "", "limits", "limits?flow=<flow>"),
          screen("start", "", "start", "start?flow=<flow>", "start?flow=<flow>&again"),
          screen("login", "", "login", "login?email=<email>"),
          screen("signup", "", "signup", "signup?email=<email>"),
          screen("password", "", "password", "password?account=<account>"),
          screen("forgot-password", "", "forgot-password", "forgot-password?email=<email>"),
          screen("reset-password", "", "reset-password?token=<client>"),
          screen("verify", "", "verify?token=<client>"),
          screen("invitation", "", "invitation?token=<client>", "invitation?email=<email>"));

  /// Screens that show what is not of one tenant.
  private static final Map<String, String> OF_ALL =
      Map.of("outbox", "mail of a local installation, for its own machine only");

  /// What differs from one opening of the same address to the next.
  private static final Pattern CHANCE =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

  private final ApiHub hub = ApiHub.shared();
  private final Screens screens = new Screens(hub);
  private final OtherTenant globex = OtherTenant.in(hub);
  private final TenantRows rows = new TenantRows(hub.database(), globex.tenant().id());

  static Stream<Arguments> addresses() {
    return SCREENS.values().stream()
        .flatMap(screen -> screen.addresses().stream())
        .sorted()
        .map(Arguments::of);
  }

  static Stream<Arguments> showing() {
    return SCREENS.values().stream()
        .filter(screen -> !screen.shows().isEmpty())
        .map(screen -> Arguments.of(screen.addresses().getFirst(), screen.shows()));
  }

  @Test
  void everyScreenHasACase() {
    var known = new TreeSet<>(SCREENS.keySet());
    known.addAll(OF_ALL.keySet());

    assertThat(new TreeSet<>(screens.addresses(hub.tenant().owner()))).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void nothingOfAnotherTenantIsShown(String address) {
    var before = rows.digests();
    var acme = hub.tenant().owner();
    TenantScope.run(
        acme,
        () -> {
          hub.bean(Organisations.class).finishGuidedStart();
          hub.bean(Flows.class).create(new FlowId("mine"), "Mine", null);
        });

    var theirs = screens.show(acme, globex.ids().fill(address));

    assertThat(theirs).noneMatch(text -> text.contains(OtherTenant.MARK));
    var unknown = Ids.unknown();
    assertThat(comparable(theirs, globex.ids()))
        .containsExactlyElementsOf(comparable(screens.show(acme, unknown.fill(address)), unknown));
    assertThat(rows.digests()).isEqualTo(before);
  }

  /// Else the walk would find nothing because there is nothing.
  @ParameterizedTest
  @MethodSource("showing")
  void whatIsHiddenFromOthersIsShownToItsOwner(String address, String text) {
    assertThat(screens.show(globex.owner(), globex.ids().fill(address)))
        .anyMatch(shown -> shown.contains(text));
  }

  @Test
  void nobodySwitchesToAnOrganisationThatIsNotTheirs() {
    var user = hub.bean(CurrentUser.class);
    var acme = hub.tenant();

    screens.inSession(
        acme.owner(),
        () -> {
          assertThatThrownBy(() -> user.switchTenant(globex.tenant().id()))
              .isInstanceOfSatisfying(
                  DomainException.class,
                  refusal -> assertThat(refusal.kind()).isEqualTo(DomainException.Kind.NOT_FOUND));
          return assertThat(user.membership().tenant()).isEqualTo(acme.id());
        });
  }

  /// In order of the alphabet: some sets are told in any order.
  private static List<String> comparable(List<String> shown, Ids ids) {
    return shown.stream()
        .map(text -> CHANCE.matcher(ids.hideIn(text)).replaceAll("…"))
        .sorted()
        .toList();
  }

  private static Map.Entry<String, Screen> screen(
      String template, String shows, String... addresses) {
    return Map.entry(template, new Screen(shows, List.of(addresses)));
  }
}
