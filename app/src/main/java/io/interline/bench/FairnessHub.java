package io.interline.bench;

import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.Deployments;
import io.interline.flow.Flows;
import io.interline.startup.Installation;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A hub with many tenants of the same plan, each with the flow `order`; the first has noisy flows
/// besides.
final class FairnessHub {

  static final int TENANTS = 51;
  static final List<String> NOISY = List.of("order", "slow", "large", "heavy", "dead", "checked");

  /// Where the addresses are written: those of the noisy tenant in the order of `NOISY`, then one
  /// of each other tenant.
  static final String ADDRESSES = "addresses.txt";

  /// When this file is there, the noisy tenant replays its dead letters, once.
  static final String REPLAY = "replay";

  /// How many were replayed.
  static final String REPLAYED = "replayed";

  private FairnessHub() {}

  /// @param options folder of the installation, and port of the receiver
  static void main(List<String> options, HubStart hub) throws IOException {
    var home = Path.of(options.get(0));
    var variables = new HashMap<>(System.getenv());
    variables.put("INTERLINE_HOME", home.toString());
    var context = hub.start(Installation.prepare(variables), "--server.port=0");
    String receiver = "http://127.0.0.1:" + options.get(1);
    var paths = new ArrayList<String>();
    for (int number = 0; number < TENANTS; number++) {
      var tenant = new TenantId(new UUID(0x4000, Long.MIN_VALUE | 0xfa00 + number));
      addTenant(context, tenant);
      TenantScope.run(Caller.system(tenant, "bench"), () -> connect(context, receiver));
      for (String flow : number == 0 ? NOISY : List.of("order"))
        paths.add(TenantScope.call(Caller.system(tenant, "bench"), () -> live(context, flow)));
    }
    Files.write(home.resolve(ADDRESSES), paths);
    var noisy = new TenantId(new UUID(0x4000, Long.MIN_VALUE | 0xfa00));
    Thread.ofPlatform().daemon().start(() -> replayWhenAsked(context, noisy, home));
    System.out.println(OrderHub.READY + context.getEnvironment().getProperty("local.server.port"));
  }

  private static void connect(ConfigurableApplicationContext context, String receiver) {
    var settings =
        new ConnectionSettings(
            "receiver",
            Environment.PRODUCTION,
            "Receiver",
            "http",
            "none",
            Map.of("baseUrl", receiver),
            Map.of());
    context.getBean(Connections.class).save(settings, null);
  }

  private static String live(ConfigurableApplicationContext context, String flow) {
    var flows = context.getBean(Flows.class);
    var draft = flows.importDocument(document(flow));
    var version = flows.publish(draft.id(), draft.etag(), null);
    var deployed =
        context
            .getBean(Deployments.class)
            .deploy(draft.id(), version.number(), Environment.PRODUCTION);
    return String.valueOf(deployed.webhookPath());
  }

  private static String document(String flow) {
    String name = flow.equals("order") ? "order" : "noisy-" + flow;
    try (var in = FairnessHub.class.getResourceAsStream("/bench/" + name + ".yaml")) {
      if (in == null) throw new IllegalStateException("no document of " + flow);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addTenant(ConfigurableApplicationContext context, TenantId tenant) {
    context
        .getBean("systemJdbcClient", JdbcClient.class)
        .sql(
            "insert into tenant (tenant_id, name, plan, created_at) values (?, 'Benchmark', 'unlimited', now())")
        .param(tenant.value())
        .update();
  }

  private static void replayWhenAsked(
      ConfigurableApplicationContext context, TenantId tenant, Path home) {
    var letters = context.getBean(DeadLetters.class);
    try {
      while (!Files.exists(home.resolve(REPLAY))) LockSupport.parkNanos(50_000_000);
      int replayed = 0;
      while (Files.exists(home.resolve(REPLAY))) {
        int some =
            TenantScope.call(
                Caller.system(tenant, "bench"),
                () -> {
                  var open = letters.find(new DeadLetterQuery(null, null, null, null, null, 200));
                  var runs = open.items().stream().map(letter -> letter.run()).toList();
                  return letters.replayAll(runs).size();
                });
        replayed += some;
        Files.writeString(home.resolve(REPLAYED), Integer.toString(replayed));
      }
    } catch (DomainException e) {
      // The hub stops.
    } catch (IOException e) {
      System.err.println("replay: " + e.getMessage());
    }
  }
}
