package io.interline.bench;

import io.interline.tenant.Caller;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a benchmark has its hub do, a command a line on the hub's input, an answer a line on its
/// output:
///
/// - `sequence N`: address of a flow of N calls, one after the other
/// - `tenants N`: addresses of the order flows of N tenants, a space between
/// - `fill N`: puts N ended runs into the tables of runs
/// - `lists N`: times each list of runs N times, as JSON
/// - `under-way`: how many runs of the tenant are not over
final class HubCommands {

  static final String ANSWER = "ANSWER ";
  static final String FAILED = "FAILED ";

  private final ConfigurableApplicationContext context;
  private final String receiver;

  /// @param receiver its address
  HubCommands(ConfigurableApplicationContext context, String receiver) {
    this.context = context;
    this.receiver = receiver;
  }

  /// Serves in a thread of its own until the input ends.
  void serve() {
    Thread.ofPlatform().daemon().name("bench-commands").start(this::serveAll);
  }

  private void serveAll() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine())
        System.out.println(ANSWER + answer(line));
    } catch (IOException e) {
      System.err.println("bench commands: " + e.getMessage());
    }
  }

  private String answer(String line) {
    try {
      String[] words = line.split(" ");
      int number = words.length < 2 ? 0 : Integer.parseInt(words[1]);
      return switch (words[0]) {
        case "sequence" -> sequence(number);
        case "tenants" -> String.join(" ", tenants(number));
        case "fill" -> new RunHistory(system()).fill(number);
        case "lists" -> new RunLists(context).measure(number);
        case "under-way" -> Long.toString(new RunHistory(system()).underWay());
        default -> FAILED + "no such command";
      };
    } catch (RuntimeException | IOException e) {
      return FAILED + e;
    }
  }

  private JdbcClient system() {
    return context.getBean("systemJdbcClient", JdbcClient.class);
  }

  private String sequence(int steps) {
    var document = new StringBuilder();
    document.append(
        """
        format: interline/flow/1
        id: sequence
        title: Small steps one after the other
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        steps:
        """);
    for (int step = 1; step <= steps; step++)
      document.append(
          """
            - { id: s%1$d, use: http@1/request, connection: receiver, with: { method: POST, path: /s%1$d, body: { number: "${.order.number}" } } }
          """
              .formatted(step));
    return TenantScope.call(
        Caller.system(OrderHub.TENANT, "bench"),
        () -> OrderHub.live(context, "sequence", document.toString()));
  }

  private List<String> tenants(int count) throws IOException {
    var paths = new ArrayList<String>();
    String document = OrderHub.document("order");
    for (int i = 1; i <= count; i++) {
      var tenant = tenant(i);
      OrderHub.addTenant(system(), tenant);
      paths.add(
          TenantScope.call(
              Caller.system(tenant, "bench"),
              () -> {
                OrderHub.connect(
                    context.getBean(io.interline.connector.Connections.class), receiver);
                return OrderHub.live(context, "order", document);
              }));
    }
    return paths;
  }

  /// The tenants besides the first one, counted from 1.
  static TenantId tenant(int number) {
    return new TenantId(new UUID(0x4000L, 0x8000_0000_be7d_0000L + number));
  }
}
