package io.interline.isolation;

import static io.interline.isolation.ServiceCase.Expected.AS_UNKNOWN;
import static io.interline.isolation.ServiceCase.Expected.NOT_FOUND;
import static io.interline.isolation.ServiceCase.Expected.THEIR_OWN;
import static io.interline.tenant.Permission.AUDIT_VIEW;
import static io.interline.tenant.Permission.CLIENT_EDIT;
import static io.interline.tenant.Permission.CONNECTION_EDIT;
import static io.interline.tenant.Permission.CONNECTION_VIEW;
import static io.interline.tenant.Permission.FLOW_DEPLOY;
import static io.interline.tenant.Permission.FLOW_EDIT;
import static io.interline.tenant.Permission.FLOW_VIEW;
import static io.interline.tenant.Permission.MEMBER_EDIT;
import static io.interline.tenant.Permission.MEMBER_VIEW;
import static io.interline.tenant.Permission.RUN_REPLAY;
import static io.interline.tenant.Permission.RUN_VIEW;

import io.interline.api.ApiHub;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditQuery;
import io.interline.connector.Connections;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.Deployments;
import io.interline.flow.Flows;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.TestBench;
import io.interline.isolation.ServiceCase.Call;
import io.interline.isolation.ServiceCase.Expected;
import io.interline.tenant.ApiClients;
import io.interline.tenant.AuditHistory;
import io.interline.tenant.Environment;
import io.interline.tenant.Members;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications;
import io.interline.tenant.Organisations;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Every method of every service that the hub's parts show to each other: called with somebody's
/// ids, or named with the reason why it is not.
final class ServiceCases {

  private static final Environment PRODUCTION = Environment.PRODUCTION;

  private ServiceCases() {}

  /// Methods that neither take nor answer what belongs to one tenant, and those that work before or
  /// below the tenant, by the reason.
  static final Map<String, Set<String>> NOT_OF_A_TENANT =
      Map.of(
          "the same for all tenants",
          Set.of(
              "Flows.templates()",
              "Flows.schema()",
              "Catalog.connectors()",
              "Catalog.operation(OperationRef)",
              "Operations.allowsPrivateAddresses()"),
          "for the engine and the web server, which say whose it is",
          Set.of(
              "Operations.action(OperationRef)",
              "Operations.limits(TenantId, Environment, String)",
              "Operations.poll(OperationRef, JsonNode)",
              "Operations.stream(OperationRef, JsonNode)",
              "Operations.timetable(OperationRef, JsonNode)",
              "Operations.webhook(OperationRef, JsonNode)",
              "MemoryBudget.isScarce(TenantId)",
              "MemoryBudget.open(TenantId)",
              "MemoryBudget.used()",
              "Notices.deliver()",
              "Notices.raise(Notice)",
              "WebhookSender.check(String)",
              "WebhookSender.newSecret(TenantId, UUID)",
              "WebhookSender.post(Target, byte[], Instant, Duration)",
              "Quotas.elsewhere(TenantId)",
              "Quotas.exchange(UUID, Map)",
              "Quotas.month(TenantId)",
              "Quotas.plan(TenantId)",
              "Quotas.share(TenantId)",
              "Quotas.tryAccept(TenantId)",
              "Quotas.tryAttempt(TenantId)",
              "Quotas.tryRun(TenantId)"),
          "before the tenant: a mail's link or a password opens it",
          Set.of(
              "Accounts.acceptInvitation(String, String, String, Origin)",
              "Accounts.authenticate(String, String, Origin)",
              "Accounts.changePassword(AccountId, String, String, Origin)",
              "Accounts.forgotPassword(String, Origin)",
              "Accounts.invitation(String)",
              "Accounts.resetPassword(String, String, Origin)",
              "Accounts.signUp(SignUp, Origin)",
              "Accounts.verify(String, Origin)"),
          "before the tenant: the edge asks who has proved to be there",
          Set.of(
              "Accounts.find(AccountId)",
              "ApiClients.beginAuthentication(Origin)",
              "ApiClients.endAuthentication(String, Origin, boolean)",
              "ApiClients.recordUse(String)",
              "ApiClients.registered(String)"),
          "for the command line, which has the whole installation",
          Set.of(
              "InstallationKey.derive(String)",
              "Onboarding.establish(SignUp, String)",
              "Onboarding.untouched()",
              "Sample.begin(String)",
              "Sample.destroy()"),
          "mail of a local installation, for its own machine",
          Set.of("Outbox.active()", "Outbox.mails()"),
          "how the installation itself is",
          Set.of(
              "DatabaseStatus.explains(Throwable)",
              "DatabaseStatus.isAvailable()",
              "Duties.register(String)",
              "Duties.register(String, Duration)",
              "Duties.silent()",
              "Duties.watch(Thread)",
              "HubAddress.isConfigured()",
              "HubAddress.isLocal()",
              "HubAddress.url()",
              "SharedLoops.setAside()"),
          "what the services themselves ask and write with",
          Set.of(
              "AccessControl.require(Permission, AuditObject)",
              "AuditLog.append(AuditEntry)",
              "AuditTrail.refused(String, AuditObject, String)",
              "AuditTrail.succeeded(String, AuditObject, Map)"),
          "the session's own account; the walk of the screens tries to switch",
          Set.of(
              "CurrentUser.account()",
              "CurrentUser.logOut()",
              "CurrentUser.may(Permission)",
              "CurrentUser.membership()",
              "CurrentUser.memberships()",
              "CurrentUser.switchTenant(TenantId)"));

  static List<ServiceCase> all() {
    var cases = new ArrayList<ServiceCase>();
    cases.addAll(flows());
    cases.addAll(deployments());
    cases.addAll(runs());
    cases.addAll(connections());
    cases.addAll(people());
    cases.addAll(OperatingCases.all());
    return List.copyOf(cases);
  }

  private static List<ServiceCase> flows() {
    return List.of(
        shown("Flows.list()", THEIR_OWN, FLOW_VIEW, of(Flows.class, (flows, ids) -> flows.list())),
        shown(
            "Flows.get(FlowId)",
            NOT_FOUND,
            FLOW_VIEW,
            of(Flows.class, (flows, ids) -> flows.get(ids.flow()))),
        made(
            "Flows.create(FlowId, String, String)",
            THEIR_OWN,
            FLOW_EDIT,
            of(Flows.class, (flows, ids) -> flows.create(ids.flow(), "Mine", null))),
        made(
            "Flows.importDocument(String)",
            THEIR_OWN,
            FLOW_EDIT,
            of(Flows.class, (flows, ids) -> flows.importDocument(document(ids)))),
        shown(
            "Flows.draft(FlowId)",
            NOT_FOUND,
            FLOW_VIEW,
            of(Flows.class, (flows, ids) -> flows.draft(ids.flow()))),
        made(
            "Flows.save(FlowId, String, String)",
            NOT_FOUND,
            FLOW_EDIT,
            of(Flows.class, (flows, ids) -> flows.save(ids.flow(), "1", document(ids)))),
        made(
            "Flows.saveLayout(FlowId, String)",
            NOT_FOUND,
            FLOW_EDIT,
            done(Flows.class, (flows, ids) -> flows.saveLayout(ids.flow(), "{}"))),
        made(
            "Flows.check(String)",
            AS_UNKNOWN,
            FLOW_VIEW,
            of(Flows.class, (flows, ids) -> flows.check(document(ids)))),
        made(
            "Flows.publish(FlowId, String, String)",
            NOT_FOUND,
            FLOW_EDIT,
            of(Flows.class, (flows, ids) -> flows.publish(ids.flow(), "1", null))),
        shown(
            "Flows.versions(FlowId)",
            NOT_FOUND,
            FLOW_VIEW,
            of(Flows.class, (flows, ids) -> flows.versions(ids.flow()))),
        shown(
            "Flows.version(FlowId, int)",
            NOT_FOUND,
            FLOW_VIEW,
            of(Flows.class, (flows, ids) -> flows.version(ids.flow(), 1))),
        made(
            "Flows.delete(FlowId)",
            NOT_FOUND,
            FLOW_EDIT,
            done(Flows.class, (flows, ids) -> flows.delete(ids.flow()))),
        made(
            "TestBench.start(String, String, String)",
            AS_UNKNOWN,
            FLOW_EDIT,
            of(TestBench.class, (bench, ids) -> bench.start(document(ids), "{}", null))),
        made(
            "TestBench.preview(String, Language, String)",
            AS_UNKNOWN,
            FLOW_VIEW,
            of(
                TestBench.class,
                (bench, ids) -> bench.preview(".", TestBench.Language.JSLT, "{}"))));
  }

  private static List<ServiceCase> deployments() {
    return List.of(
        shown(
            "Deployments.list()",
            THEIR_OWN,
            FLOW_VIEW,
            of(Deployments.class, (deployments, ids) -> deployments.list())),
        made(
            "Deployments.deploy(FlowId, int, Environment)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(Deployments.class, (live, ids) -> live.deploy(ids.flow(), 1, PRODUCTION))),
        made(
            "Deployments.setEnabled(FlowId, Environment, boolean)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(Deployments.class, (live, ids) -> live.setEnabled(ids.flow(), PRODUCTION, false))),
        made(
            "Deployments.undeploy(FlowId, Environment)",
            NOT_FOUND,
            FLOW_DEPLOY,
            done(Deployments.class, (live, ids) -> live.undeploy(ids.flow(), PRODUCTION))));
  }

  private static List<ServiceCase> runs() {
    return List.of(
        shown(
            "Runs.find(RunQuery)",
            THEIR_OWN,
            RUN_VIEW,
            of(Runs.class, (runs, ids) -> runs.find(RunQuery.latest(500)))),
        shown(
            "Runs.find(RunQuery)",
            AS_UNKNOWN,
            RUN_VIEW,
            of(
                Runs.class,
                (runs, ids) ->
                    runs.find(
                        new RunQuery(
                            ids.flow(), null, null, null, null, ids.run().toString(), null, 9)))),
        made(
            "Runs.find(RunQuery)",
            AS_UNKNOWN,
            RUN_VIEW,
            of(
                Runs.class,
                (runs, ids) ->
                    runs.find(
                        new RunQuery(
                            null, null, null, null, null, null, ids.letter().toString(), 9)))),
        shown("Runs.get(RunId)", NOT_FOUND, RUN_VIEW, of(Runs.class, (r, ids) -> r.get(ids.run()))),
        shown(
            "Runs.get(RunId)",
            NOT_FOUND,
            RUN_VIEW,
            of(Runs.class, (r, ids) -> r.get(ids.letter()))),
        made(
            "Runs.statistics(Environment, Instant, Instant)",
            AS_UNKNOWN,
            RUN_VIEW,
            of(
                Runs.class,
                (runs, ids) -> {
                  var from = Instant.EPOCH;
                  return runs.statistics(PRODUCTION, from, from.plus(Duration.ofDays(40_000)));
                })),
        shown(
            "DeadLetters.find(DeadLetterQuery)",
            AS_UNKNOWN,
            RUN_VIEW,
            of(
                DeadLetters.class,
                (letters, ids) ->
                    letters.find(new DeadLetterQuery(null, null, null, null, null, 500)))),
        made(
            "DeadLetters.countOpen()",
            AS_UNKNOWN,
            RUN_VIEW,
            of(DeadLetters.class, (letters, ids) -> letters.countOpen())),
        shown(
            "DeadLetters.get(RunId)",
            NOT_FOUND,
            RUN_VIEW,
            of(DeadLetters.class, (letters, ids) -> letters.get(ids.letter()))),
        made(
            "DeadLetters.replay(RunId, String)",
            NOT_FOUND,
            RUN_REPLAY,
            of(DeadLetters.class, (letters, ids) -> letters.replay(ids.letter(), "{}"))),
        made(
            "DeadLetters.replayAll(List)",
            AS_UNKNOWN,
            RUN_REPLAY,
            of(DeadLetters.class, (letters, ids) -> letters.replayAll(List.of(ids.letter())))),
        made(
            "DeadLetters.discard(RunId, String)",
            NOT_FOUND,
            RUN_REPLAY,
            done(DeadLetters.class, (letters, ids) -> letters.discard(ids.letter(), "gone"))));
  }

  private static List<ServiceCase> connections() {
    return List.of(
        shown(
            "Connections.list()",
            THEIR_OWN,
            CONNECTION_VIEW,
            of(Connections.class, (connections, ids) -> connections.list())),
        shown(
            "Connections.get(String, Environment)",
            NOT_FOUND,
            CONNECTION_VIEW,
            of(Connections.class, (all, ids) -> all.get(ids.alias(), PRODUCTION))),
        made(
            "Connections.save(ConnectionSettings, Integer)",
            NOT_FOUND,
            CONNECTION_EDIT,
            of(Connections.class, (all, ids) -> all.save(settings(ids, "mine"), 1))),
        made(
            "Connections.save(ConnectionSettings, Integer)",
            THEIR_OWN,
            CONNECTION_EDIT,
            of(Connections.class, (all, ids) -> all.save(settings(ids, "mine"), null))),
        // Without a secret: somebody else's is not taken.
        made(
            "Connections.save(ConnectionSettings, Integer)",
            AS_UNKNOWN,
            CONNECTION_EDIT,
            of(Connections.class, (all, ids) -> all.save(settings(ids, ""), null))),
        made(
            "Connections.delete(String, Environment)",
            NOT_FOUND,
            CONNECTION_EDIT,
            done(Connections.class, (all, ids) -> all.delete(ids.alias(), PRODUCTION))),
        made(
            "Connections.test(String, Environment)",
            NOT_FOUND,
            CONNECTION_EDIT,
            of(Connections.class, (all, ids) -> all.test(ids.alias(), PRODUCTION))),
        made(
            "Connections.test(ConnectionSettings)",
            AS_UNKNOWN,
            CONNECTION_EDIT,
            of(Connections.class, (all, ids) -> all.test(settings(ids, "")))));
  }

  private static List<ServiceCase> people() {
    return List.of(
        shown(
            "Members.list()",
            THEIR_OWN,
            MEMBER_VIEW,
            of(Members.class, (members, ids) -> members.list())),
        shown(
            "Members.invitations()",
            THEIR_OWN,
            MEMBER_VIEW,
            of(Members.class, (members, ids) -> members.invitations())),
        made(
            "Members.invite(String, Role)",
            THEIR_OWN,
            MEMBER_EDIT,
            done(Members.class, (members, ids) -> members.invite(ids.email(), Role.VIEWER))),
        made(
            "Members.withdrawInvitation(String)",
            NOT_FOUND,
            MEMBER_EDIT,
            done(Members.class, (members, ids) -> members.withdrawInvitation(ids.email()))),
        made(
            "Members.changeRole(AccountId, Role)",
            NOT_FOUND,
            MEMBER_EDIT,
            done(Members.class, (members, ids) -> members.changeRole(ids.account(), Role.OWNER))),
        made(
            "Members.remove(AccountId)",
            NOT_FOUND,
            MEMBER_EDIT,
            done(Members.class, (members, ids) -> members.remove(ids.account()))),
        shown(
            "Organisations.current()",
            THEIR_OWN,
            null,
            of(Organisations.class, (organisations, ids) -> organisations.current())),
        made(
            "Organisations.rename(String)",
            THEIR_OWN,
            MEMBER_EDIT,
            done(Organisations.class, (organisations, ids) -> organisations.rename("Mine"))),
        made(
            "Organisations.finishGuidedStart()",
            THEIR_OWN,
            FLOW_EDIT,
            done(Organisations.class, (organisations, ids) -> organisations.finishGuidedStart())),
        shown(
            "ApiClients.list()",
            THEIR_OWN,
            CLIENT_EDIT,
            of(ApiClients.class, (clients, ids) -> clients.list())),
        made(
            "ApiClients.create(String, Role)",
            THEIR_OWN,
            CLIENT_EDIT,
            of(ApiClients.class, (clients, ids) -> clients.create("mine", Role.VIEWER))),
        made(
            "ApiClients.revoke(String)",
            NOT_FOUND,
            CLIENT_EDIT,
            done(ApiClients.class, (clients, ids) -> clients.revoke(ids.client()))),
        made(
            "Notifications.mine()",
            THEIR_OWN,
            RUN_VIEW,
            of(Notifications.class, (n, ids) -> n.mine())),
        made(
            "Notifications.choose(Set)",
            THEIR_OWN,
            RUN_VIEW,
            done(Notifications.class, (n, ids) -> n.choose(Set.of()))),
        shown(
            "Notifications.channels()",
            THEIR_OWN,
            CONNECTION_VIEW,
            of(Notifications.class, (n, ids) -> n.channels())),
        shown(
            "Notifications.messages()",
            THEIR_OWN,
            CONNECTION_VIEW,
            of(Notifications.class, (n, ids) -> n.messages())),
        made(
            "Notifications.add(String, String, Format, Set)",
            THEIR_OWN,
            CONNECTION_EDIT,
            of(
                Notifications.class,
                (n, ids) ->
                    n.add(
                        "Mine",
                        "https://mine.example",
                        Notifications.Format.CHAT,
                        Set.of(NoticeKind.LIMIT_NEAR)))),
        made(
            "Notifications.test(UUID)",
            NOT_FOUND,
            CONNECTION_EDIT,
            done(Notifications.class, (n, ids) -> n.test(ids.webhook()))),
        made(
            "Notifications.remove(UUID)",
            NOT_FOUND,
            CONNECTION_EDIT,
            done(Notifications.class, (n, ids) -> n.remove(ids.webhook()))),
        shown(
            "AuditHistory.find(AuditQuery)",
            NOT_FOUND,
            AUDIT_VIEW,
            of(AuditHistory.class, (log, ids) -> log.find(AuditQuery.all(ids.tenant().log(), 9)))),
        made(
            "AuditHistory.find(AuditQuery)",
            AS_UNKNOWN,
            AUDIT_VIEW,
            of(AuditHistory.class, (log, ids) -> log.find(about(ids)))),
        shown(
            "AuditLog.find(AuditQuery)",
            AS_UNKNOWN,
            null,
            (hub, ids) ->
                hub.bean(TransactionTemplate.class)
                    .execute(
                        status ->
                            hub.bean(AuditLog.class).find(AuditQuery.all(ids.tenant().log(), 9)))));
  }

  /// Of their own log, what is about somebody else's thing.
  private static AuditQuery about(Ids ids) {
    return new AuditQuery(
        TenantScope.tenant().log(),
        null,
        null,
        "flow",
        ids.flow().value(),
        null,
        null,
        null,
        null,
        null,
        9);
  }

  /// A flow under the id of theirs, which would send through a connection of theirs.
  private static String document(Ids ids) {
    return ids.fill(
        """
        format: interline/flow/1
        id: <flow>
        title: Mine
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        steps:
          - id: sent
            use: http@1/request
            connection: <alias>
            with: { method: GET, path: / }
        """);
  }

  private static Connections.ConnectionSettings settings(Ids ids, String secret) {
    return new Connections.ConnectionSettings(
        ids.alias(),
        PRODUCTION,
        "Mine",
        "http",
        "bearer",
        Map.of("baseUrl", "http://localhost:9"),
        secret.isEmpty() ? Map.of() : Map.of("token", secret));
  }

  static ServiceCase shown(
      String method, Expected expected, @Nullable Permission needs, Call call) {
    return new ServiceCase(method, expected, needs, true, call);
  }

  static ServiceCase made(String method, Expected expected, @Nullable Permission needs, Call call) {
    return new ServiceCase(method, expected, needs, false, call);
  }

  static <S> Call of(Class<S> service, BiFunction<S, Ids, ? extends Object> call) {
    return (ApiHub hub, Ids ids) -> call.apply(hub.bean(service), ids);
  }

  static <S> Call done(Class<S> service, BiConsumer<S, Ids> call) {
    return (hub, ids) -> {
      call.accept(hub.bean(service), ids);
      return "done";
    };
  }
}
