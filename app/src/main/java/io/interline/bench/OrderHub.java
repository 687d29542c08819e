package io.interline.bench;

import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.startup.Installation;
import io.interline.tenant.Caller;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A hub in a process of its own, with a tenant without limits and two live flows: `order`, the
/// work of the benchmark, and `two-calls`, which makes two calls one after the other. Says on its
/// output where they are.
final class OrderHub {

  /// Begins the line that says `port flow=path …`.
  static final String READY = "HUB ";

  private static final List<String> FLOWS =
      List.of("order", "two-calls", "in-turn", "side-by-side");

  static final TenantId TENANT =
      new TenantId(UUID.fromString("00000000-0000-4000-8000-00000000be7c"));

  private OrderHub() {}

  /// @param options folder of the installation, and port of the receiver
  /// @param hub starts the hub
  static void main(List<String> options, HubStart hub) throws IOException {
    var variables = new HashMap<>(System.getenv());
    variables.put("INTERLINE_HOME", options.get(0));
    var installation = Installation.prepare(variables);
    var context = hub.start(installation, "--server.port=0");
    addTenant(context.getBean("systemJdbcClient", JdbcClient.class), TENANT);
    var caller = Caller.system(TENANT, "bench");
    String receiver = "http://127.0.0.1:" + options.get(1);
    String paths =
        TenantScope.call(
            caller,
            () -> {
              connect(context.getBean(Connections.class), receiver);
              var all = new StringJoiner(" ");
              for (String flow : FLOWS) all.add(flow + "=" + live(context, flow));
              return all.toString();
            });
    System.out.println(
        READY + context.getEnvironment().getProperty("local.server.port") + " " + paths);
    new HubCommands(context, receiver).serve();
  }

  static void connect(Connections connections, String receiver) {
    boolean there =
        connections.list().stream().anyMatch(connection -> connection.alias().equals("receiver"));
    var settings =
        new ConnectionSettings(
            "receiver",
            Environment.PRODUCTION,
            "Receiver",
            "http",
            "none",
            Map.of("baseUrl", receiver),
            Map.of());
    Integer version = there ? connections.get("receiver", Environment.PRODUCTION).version() : null;
    connections.save(settings, version);
  }

  private static String live(ConfigurableApplicationContext context, String flow)
      throws IOException {
    var deployments = context.getBean(Deployments.class);
    for (var deployment : deployments.list())
      if (deployment.flow().value().equals(flow)) return String.valueOf(deployment.webhookPath());
    return live(context, flow, document(flow));
  }

  /// Publishes and deploys a flow of the tenant in scope.
  ///
  /// @return its address
  static String live(ConfigurableApplicationContext context, String flow, String document) {
    var deployments = context.getBean(Deployments.class);
    var flows = context.getBean(Flows.class);
    var draft = flows.importDocument(document);
    var version = flows.publish(draft.id(), draft.etag(), null);
    return String.valueOf(
        deployments
            .deploy(new FlowId(flow), version.number(), Environment.PRODUCTION)
            .webhookPath());
  }

  static String document(String flow) throws IOException {
    try (var in = OrderHub.class.getResourceAsStream("/bench/" + flow + ".yaml")) {
      if (in == null) throw new IOException("no document of " + flow);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Sign-up gives the plan of beginners; limits are not what is measured.
  static void addTenant(JdbcClient system, TenantId tenant) {
    system
        .sql(
            """
            insert into tenant (tenant_id, name, plan, created_at) values (?, 'Benchmark', 'unlimited', now())
            on conflict do nothing""")
        .param(tenant.value())
        .update();
  }
}
