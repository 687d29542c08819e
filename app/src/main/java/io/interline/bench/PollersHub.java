package io.interline.bench;

import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.Deployments;
import io.interline.flow.Flows;
import io.interline.startup.Installation;
import io.interline.tenant.Caller;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A hub in a process of its own with many flows that each poll the receiver once a minute, spread
/// evenly over the minute: flow number i is due i/n of a minute after each full minute.
final class PollersHub {

  /// Begins the line that says that all are arranged.
  static final String READY = "POLLERS ";

  private static final TenantId TENANT =
      new TenantId(UUID.fromString("00000000-0000-4000-8000-00000000be7d"));
  private static final String FIRST =
      """
      format: interline/flow/1
      id: poll-0
      title: Polls
      trigger: { id: item, use: http@1/poll, with: { connection: receiver, path: /poll-0, every: PT1M } }
      steps: [ { id: number, map: ".item.id" } ]
      """;

  private PollersHub() {}

  /// @param options folder of the installation, port of the receiver, number of flows
  static void main(List<String> options, HubStart hub) throws IOException {
    var variables = new HashMap<>(System.getenv());
    variables.put("INTERLINE_HOME", options.get(0));
    var installation = Installation.prepare(variables);
    var context = hub.start(installation, "--server.port=0", "--interline.triggers.look=0ms");
    var system = context.getBean("systemJdbcClient", JdbcClient.class);
    addTenant(system);
    int flows = Integer.parseInt(options.get(2));
    TenantScope.run(
        Caller.system(TENANT, "bench"),
        () -> {
          first(context, "http://127.0.0.1:" + options.get(1));
          copy(context, flows);
        });
    arrange(system, flows);
    context.close();
    // Else it is closed with the process.
    installation.close();
    hub.start(Installation.prepare(variables), "--server.port=0");
    System.out.println(READY + flows);
  }

  private static void first(ConfigurableApplicationContext context, String receiver) {
    context
        .getBean(Connections.class)
        .save(
            new ConnectionSettings(
                "receiver",
                Environment.PRODUCTION,
                "Receiver",
                "http",
                "none",
                Map.of("baseUrl", receiver),
                Map.of()),
            null);
    var flows = context.getBean(Flows.class);
    var draft = flows.importDocument(FIRST);
    var version = flows.publish(draft.id(), draft.etag(), null);
    context.getBean(Deployments.class).deploy(draft.id(), version.number(), Environment.PRODUCTION);
  }

  /// As many publications as that would take longer than the measurement.
  private static void copy(ConfigurableApplicationContext context, int flows) {
    var jdbc = context.getBean(JdbcClient.class);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(
            _ -> {
              copy(
                  jdbc,
                  flows,
                  """
                  insert into flow (tenant_id, flow_id, title, created_at, created_by)
                  select tenant_id, 'poll-' || i, title, created_at, created_by from flow""");
              copy(
                  jdbc,
                  flows,
                  """
                  insert into flow_version (tenant_id, flow_id, number, document, hash, trigger_kind, published_at,
                    published_by)
                  select tenant_id, 'poll-' || i, number, replace(document, 'poll-0', 'poll-' || i), hash,
                    trigger_kind, published_at, published_by from flow_version""");
              copy(
                  jdbc,
                  flows,
                  """
                  insert into deployment (tenant_id, flow_id, environment, version, enabled, deployed_at, deployed_by)
                  select tenant_id, 'poll-' || i, environment, version, enabled, deployed_at, deployed_by
                  from deployment""");
            });
  }

  private static void copy(JdbcClient jdbc, int flows, String insert) {
    jdbc.sql(
            insert
                + ", generate_series(1, :flows - 1) i where tenant_id = :tenant and flow_id = 'poll-0'")
        .param("flows", flows)
        .param("tenant", TENANT.value())
        .update();
  }

  private static void arrange(JdbcClient system, int flows) {
    system
        .sql(
            """
            insert into trigger_state (tenant_id, flow_id, environment, kind, version, operation, config)
            select tenant_id, 'poll-' || i, environment, kind, version, operation,
              replace(config, 'poll-0', 'poll-' || i)
            from trigger_state, generate_series(1, :flows - 1) i
            where tenant_id = :tenant and flow_id = 'poll-0'""")
        .param("flows", flows)
        .param("tenant", TENANT.value())
        .update();
    system
        .sql(
            """
            update trigger_state set due_at = d.at, scheduled_at = d.at
            from (select flow_id as flow, date_trunc('minute', now()) + interval '2 minutes'
                + substring(flow_id from 6)::int * interval '1 minute' / :flows as at
              from trigger_state where tenant_id = :tenant) d
            where tenant_id = :tenant and flow_id = d.flow""")
        .param("flows", flows)
        .param("tenant", TENANT.value())
        .update();
  }

  private static void addTenant(JdbcClient system) {
    system
        .sql(
            """
            insert into tenant (tenant_id, name, plan, created_at) values (?, 'Benchmark', 'unlimited', now())
            on conflict do nothing""")
        .param(TENANT.value())
        .update();
  }
}
