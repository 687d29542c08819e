package io.interline.isolation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.interline.api.ApiHub;
import io.interline.api.AskedPermissions;
import io.interline.api.WithApiHub;
import io.interline.isolation.ServiceCase.Expected;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.ClassUtils;

/// Every method of every service, called in one tenant's name with another tenant's ids, and by
/// each role.
@ExtendWith(WithApiHub.class)
@TestInstance(Lifecycle.PER_CLASS)
class ServiceWalkPostgresTest {

  /// The least role that each permission takes.
  private static final Map<Permission, Role> LEAST =
      Map.ofEntries(
          Map.entry(Permission.FLOW_VIEW, Role.VIEWER),
          Map.entry(Permission.FLOW_EDIT, Role.DEVELOPER),
          Map.entry(Permission.FLOW_DEPLOY, Role.DEVELOPER),
          Map.entry(Permission.CONNECTION_VIEW, Role.VIEWER),
          Map.entry(Permission.CONNECTION_EDIT, Role.DEVELOPER),
          Map.entry(Permission.RUN_VIEW, Role.VIEWER),
          Map.entry(Permission.RUN_REPLAY, Role.DEVELOPER),
          Map.entry(Permission.AUDIT_VIEW, Role.VIEWER),
          Map.entry(Permission.MEMBER_VIEW, Role.VIEWER),
          Map.entry(Permission.MEMBER_EDIT, Role.OWNER),
          Map.entry(Permission.CLIENT_EDIT, Role.OWNER));

  /// Columns that no text of a tenant reaches, and why.
  private static final Map<String, Set<String>> WITHOUT_MARK =
      Map.of(
          "a word of the product",
          Set.of(
              "api_client.role",
              "audit_event.action",
              "audit_event.actor_kind",
              "audit_event.object_kind",
              "audit_event.outcome",
              "connection.auth",
              "connection.connector",
              "connection.environment",
              "connection.secret_names",
              "connection.test_message",
              "dead_letter.environment",
              "dead_letter.error_class",
              "dead_letter.status",
              "deployment.environment",
              "flow_draft.trigger",
              "flow_version.trigger_kind",
              "invitation.role",
              "membership.role",
              "notification_cause.kind",
              "notification_channel.format",
              "notification_channel.kinds",
              "notification_channel.last_error",
              "notification_choice.kind",
              "notification_message.kind",
              "notification_message.last_error",
              "run.environment",
              "run_end.error_class",
              "run_end.status",
              "tenant.plan",
              "webhook_address.environment"),
          "an id, which the walk asks for",
          Set.of(
              "api_client.client_id",
              "audit_event.actor_id",
              "audit_event.object_version",
              "connection.alias",
              "dead_letter.flow",
              "dead_letter.step",
              "deployment.flow_id",
              "flow.flow_id",
              "flow_draft.flow_id",
              "flow_version.flow_id",
              "invitation.email",
              "run.flow",
              "run_end.step",
              "run_key.key",
              "webhook_address.flow_id"),
          "sealed, random or a digest",
          Set.of(
              "api_client.secret_hash",
              "connection.secrets",
              "flow_draft.hash",
              "flow_version.hash",
              "invitation.token_hash",
              "notification_channel.secret",
              "tenant_key.wrapped",
              "webhook_address.token"));

  /// Tables in which the other tenant has nothing at rest, as what fills them is under way: the
  /// tests of these services have a case of another tenant each.
  private static final Set<String> AT_WORK =
      Set.of("replay_job", "run_ask", "run_inbox", "run_link", "run_order", "trigger_state");

  private final ApiHub hub = ApiHub.shared();
  private final OtherTenant globex = OtherTenant.in(hub);
  private final TenantRows rows = new TenantRows(hub.database(), globex.tenant().id());

  static List<ServiceCase> cases() {
    return ServiceCases.all();
  }

  @Test
  void everyMethodHasACase() {
    var known = new TreeSet<String>();
    ServiceCases.NOT_OF_A_TENANT.values().forEach(known::addAll);
    cases().forEach(each -> known.add(each.method()));

    var methods = new TreeSet<String>();
    services().forEach(service -> methods.addAll(methodsOf(service)));

    assertThat(methods).isEqualTo(known);
  }

  @Test
  void everyTableAndTextHoldsSomethingOfTheirs() {
    var filled = rows.digests();
    filled.keySet().removeAll(AT_WORK);
    assertThat(filled).doesNotContainValue("none");
    assertThat(rows.textsWithout(OtherTenant.MARK))
        .filteredOn(column -> !AT_WORK.contains(column.substring(0, column.indexOf('.'))))
        .containsExactlyInAnyOrderElementsOf(
            WITHOUT_MARK.values().stream().flatMap(Set::stream).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingOfAnotherTenantIsReadOrChanged(ServiceCase method) {
    var before = rows.digests();

    var theirs = asOwnerOfANewTenant(method, globex.ids());

    assertThat(theirs).doesNotContain(OtherTenant.MARK);
    assertThat(rows.digests()).isEqualTo(before);
    if (method.expected() == Expected.THEIR_OWN) return;
    var unknown = Ids.unknown();
    assertThat(globex.ids().hideIn(theirs))
        .isEqualTo(unknown.hideIn(asOwnerOfANewTenant(method, unknown)));
    if (method.expected() == Expected.NOT_FOUND) assertThat(theirs).startsWith("NOT_FOUND ");
  }

  /// Else the walk would find nothing because there is nothing.
  @ParameterizedTest
  @MethodSource("cases")
  void whatIsHiddenFromOthersIsShownToItsOwner(ServiceCase method) {
    if (!method.shows()) return;

    var answer = TenantScope.call(globex.owner(), () -> method.answer(hub, globex.ids()));

    assertThat(answer).contains(OtherTenant.MARK);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachRoleMayWhatItShould(ServiceCase method) {
    for (var role : Role.values()) {
      var acme = hub.tenant();

      var answer = TenantScope.call(acme.caller(role), () -> method.answer(hub, Ids.unknown()));

      var asked = AskedPermissions.of(acme.id());
      var needs = method.needs();
      if (needs == null) {
        assertThat(asked).isEmpty();
      } else {
        assertThat(asked).startsWith(needs);
        boolean may = role.compareTo(LEAST.getOrDefault(needs, Role.OWNER)) <= 0;
        assertThat(answer.startsWith("REFUSED ")).as(role + " " + answer).isEqualTo(!may);
      }
    }
  }

  private String asOwnerOfANewTenant(ServiceCase method, Ids ids) {
    return TenantScope.call(hub.tenant().owner(), () -> method.answer(hub, ids));
  }

  /// What beans of the hub show to other parts: interfaces and classes outside of `internal`.
  private Set<Class<?>> services() {
    var services = new TreeSet<Class<?>>(Comparator.comparing(Class::getName));
    for (var name : hub.context().getBeanDefinitionNames())
      addShown(ClassUtils.getUserClass(hub.context().getBean(name)), services);
    services.removeIf(ServiceWalkPostgresTest::isOfTests);
    return services;
  }

  private static void addShown(@Nullable Class<?> type, Set<Class<?>> services) {
    if (type == null) return;
    if (type.getName().startsWith("io.interline.")
        && !type.getName().contains(".internal.")
        && Modifier.isPublic(type.getModifiers())) services.add(type);
    addShown(type.getSuperclass(), services);
    for (var shown : type.getInterfaces()) addShown(shown, services);
  }

  private static boolean isOfTests(Class<?> type) {
    var place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return place.contains("test") && !place.endsWith("/target/classes/");
  }

  private static List<String> methodsOf(Class<?> service) {
    return Arrays.stream(service.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(ServiceWalkPostgresTest::signature)
        .toList();
  }

  private static String signature(Method method) {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(joining(", ", "(", ")"));
  }
}
