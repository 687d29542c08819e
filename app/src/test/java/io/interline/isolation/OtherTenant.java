package io.interline.isolation;

import static org.awaitility.Awaitility.await;

import io.interline.api.ApiHub;
import io.interline.audit.Actor;
import io.interline.audit.Origin;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.DeadLetters;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.tenant.ApiClients;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Members;
import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notices;
import io.interline.tenant.Notifications;
import io.interline.tenant.Organisations;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The tenant that nobody else may see: something of everything, with [#MARK] in each text that
/// people, senders or other systems wrote. Nothing of it moves once it stands.
final class OtherTenant {

  /// Stands in every text of this tenant and nowhere else.
  static final String MARK = "globex-only";

  private static final String FLOW = "theirs-flow";
  private static final String ALIAS = "theirs-erp";

  /// Succeeds, fails for good, or waits for an hour, as its message says.
  private static final String DOCUMENT =
      """
      format: interline/flow/1
      id: theirs-flow
      title: globex-only orders
      trigger:
        id: order
        use: webhook@1/receive
        with: { verify: none }
      steps:
        - id: mapped
          title: globex-only
          map: 'if (.order.fail) error("globex-only " + .order.note) else .order'
        - id: ways
          switch:
            - title: globex-only
              when: "${.order.wait}"
              do:
                - id: down
                  use: http@1/request
                  connection: theirs-down
                  with: { method: POST, path: /globex-only, body: "${.order}" }
                  retry: { max: 2, backoff: { first: PT1H, factor: 1, max: PT1H, jitter: full } }
            - do:
                - id: sent
                  use: http@1/request
                  connection: theirs-erp
                  with: { method: POST, path: /globex-only, body: "${.order}" }
      """;

  private final ApiHub hub;
  private final TestTenant tenant;
  private final Caller owner;
  private final Ids ids;

  private OtherTenant(ApiHub hub) {
    this.hub = hub;
    this.tenant = hub.tenant();
    this.owner = marked(tenant.owner());
    this.ids = TenantScope.call(owner, this::populate);
  }

  static OtherTenant in(ApiHub hub) {
    return new OtherTenant(hub);
  }

  TestTenant tenant() {
    return tenant;
  }

  Caller owner() {
    return owner;
  }

  /// What leads to its things, for those who may.
  Ids ids() {
    return ids;
  }

  private static Caller marked(Caller caller) {
    var actor =
        new Actor(Actor.Kind.ACCOUNT, caller.actor().id(), "o@globex-only.example", "globex-only");
    return new Caller(
        caller.tenant(),
        actor,
        caller.role(),
        new Origin("globex-only", "globex-only", "globex-only", "globex-only"),
        "globex-only");
  }

  private Ids populate() {
    var client = people();
    var address = connectionsAndFlow();
    var accepted = List.of("{}", "{\"wait\": true}", fail("open"), fail("replayed"), fail("given"));
    var runs =
        accepted.stream().map(fields -> accepted(address, fields)).map(RunId::parse).toList();
    settled(4, 1);
    var letters = hub.bean(DeadLetters.class);
    letters.replay(runs.get(3), null);
    letters.discard(runs.get(4), MARK);
    settled(5, 1);
    return new Ids(
        new FlowId(FLOW),
        ALIAS,
        runs.getFirst(),
        runs.get(2),
        tenant.account(Role.VIEWER),
        "invited@theirs.example",
        client,
        notified(),
        tenant.id());
  }

  private UUID notified() {
    var notifications = hub.bean(Notifications.class);
    notifications.choose(EnumSet.allOf(NoticeKind.class));
    var channel =
        notifications.add(
            MARK + " webhook",
            "https://globex-only.example/hook",
            Notifications.Format.STANDARD,
            EnumSet.allOf(NoticeKind.class));
    hub.bean(Notices.class)
        .raise(
            new Notice(
                tenant.id(),
                NoticeKind.DEAD_LETTERS,
                MARK,
                MARK,
                MARK,
                "/dead-letters?text=" + MARK));
    return channel.channel().id();
  }

  private String people() {
    try (var connection = hub.database().asOwner();
        var statement = connection.createStatement()) {
      for (var table : List.of("account set", "membership set"))
        statement.execute(
            "update %s email = replace(email, '@', '@globex-only.'), name = 'globex-only ' || name where %s"
                .formatted(
                    table,
                    table.startsWith("account")
                        ? "id in (select account_id from membership where tenant_id = '"
                            + tenant.id()
                            + "')"
                        : "tenant_id = '" + tenant.id() + "'"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    hub.bean(Organisations.class).rename(MARK + " organisation");
    hub.bean(Organisations.class).finishGuidedStart();
    var members = hub.bean(Members.class);
    members.invite("invited@theirs.example", Role.DEVELOPER);
    refused(() -> members.invite(members.list().getFirst().email(), Role.VIEWER));
    return hub.bean(ApiClients.class).create(MARK + " client", Role.OWNER).client().clientId();
  }

  /// The audit log keeps the reason.
  private static void refused(Runnable work) {
    try {
      work.run();
    } catch (DomainException expected) {
      return;
    }
    throw new AssertionError("not refused");
  }

  private String connectionsAndFlow() {
    var connections = hub.bean(Connections.class);
    for (var environment : Environment.values()) {
      connections.save(connection(ALIAS, environment, hub.port()), null);
      connections.save(connection("theirs-down", environment, 9), null);
      connections.test(ALIAS, environment);
    }
    var flows = hub.bean(Flows.class);
    var draft = flows.importDocument(DOCUMENT);
    if (!draft.problems().isEmpty()) throw new AssertionError(draft.problems());
    flows.saveLayout(draft.id(), "{\"globex-only\": {\"x\": 1}}");
    var version = flows.publish(draft.id(), flows.draft(draft.id()).etag(), MARK);
    return Objects.requireNonNull(
        hub.bean(Deployments.class)
            .deploy(draft.id(), version.number(), Environment.PRODUCTION)
            .webhookPath());
  }

  static ConnectionSettings connection(String alias, Environment environment, int port) {
    return new ConnectionSettings(
        alias,
        environment,
        MARK + " system",
        "http",
        "bearer",
        Map.of("baseUrl", "http://localhost:" + port + "/try/globex-only"),
        Map.of("token", MARK));
  }

  private static String fail(String note) {
    return "{\"wait\": false, \"fail\": true, \"note\": \"" + note + "\"}";
  }

  private String accepted(String address, String fields) {
    var body = fields.replaceFirst("\\{", "{\"is\": \"globex-only\", ").replace(", }", "}");
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + hub.port() + address))
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 202) throw new AssertionError(answer.body());
      return answer.body().replaceAll(".*:\"|\"}", "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Until so many runs have ended and so many wait for long.
  private void settled(int ended, int waiting) {
    var runs = hub.bean(Runs.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var all = TenantScope.call(owner, () -> runs.find(RunQuery.latest(50))).items();
              return all.stream().filter(run -> run.endedAt() != null).count() == ended
                  && waitsOnDisk() == waiting;
            });
  }

  private int waitsOnDisk() throws SQLException {
    try (var connection = hub.database().asOwner();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from run_wait where tenant_id = '" + tenant.id() + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
