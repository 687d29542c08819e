package io.interline.bench;

import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.FlowId;
import io.interline.flow.Limits;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.Status;
import io.interline.tenant.Caller;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// Times a page of each list of runs, and the figures of them, as the screens ask for it.
final class RunLists {

  private static final int PAGE = 50;

  private final Runs runs;
  private final DeadLetters letters;
  private final Limits limits;

  RunLists(ConfigurableApplicationContext context) {
    this.runs = context.getBean(Runs.class);
    this.letters = context.getBean(DeadLetters.class);
    this.limits = context.getBean(Limits.class);
  }

  /// @return JSON: an array of `list`, `rows`, `p50`, `p99`, times in ms
  String measure(int times) {
    var caller = Caller.system(OrderHub.TENANT, "bench");
    var rows = new ArrayList<Map<String, Object>>();
    TenantScope.run(
        caller, () -> lists().forEach((name, list) -> rows.add(time(name, list, times))));
    return JsonMapper.builder().build().writeValueAsString(rows);
  }

  private static Map<String, Object> time(String name, IntSupplier list, int times) {
    var latencies = new Latencies();
    int rows = list.getAsInt();
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      rows = list.getAsInt();
      latencies.add(System.nanoTime() - began);
    }
    return Report.row(
        "list", name, "rows", rows, "p50", latencies.millis(0.5), "p99", latencies.millis(0.99));
  }

  private Map<String, IntSupplier> lists() {
    var lists = new LinkedHashMap<String, IntSupplier>();
    var now = Clock.systemUTC().instant();
    String middle = cursor(now.minus(Duration.ofDays(15)));
    String last = cursor(now.minus(Duration.ofDays(29)));
    var order = new FlowId("order");
    var none = new FlowId("flow-without-runs");
    lists.put("latest", () -> page(query(null, null, null, null)));
    lists.put("latest, 500 rows", () -> runs.find(RunQuery.latest(500)).items().size());
    lists.put("latest, cursor in the middle", () -> page(query(null, null, null, middle)));
    lists.put("latest, cursor at the end", () -> page(query(null, null, null, last)));
    lists.put("by a common flow", () -> page(query(order, null, null, null)));
    lists.put("by a rarer flow", () -> page(query(new FlowId("flow-3"), null, null, null)));
    lists.put("by a flow without runs", () -> page(query(none, null, null, null)));
    lists.put("by a flow, cursor in the middle", () -> page(query(order, null, null, middle)));
    for (var status : Status.values())
      lists.put("by status " + status, () -> page(query(null, status, null, null)));
    lists.put("dead, of a flow", () -> page(query(order, Status.DEAD, null, null)));
    lists.put("dead, of a flow without runs", () -> page(query(none, Status.DEAD, null, null)));
    lists.put(
        "succeeded, of a flow without runs", () -> page(query(none, Status.SUCCEEDED, null, null)));
    lists.put("dead, cursor in the middle", () -> page(query(null, Status.DEAD, null, middle)));
    lists.put("by environment development", () -> page(environment()));
    String id = oldest(last);
    lists.put("by a whole id", () -> page(query(null, null, id, null)));
    lists.put(
        "by the end of an id", () -> page(query(null, null, id.substring(id.length() - 8), null)));
    lists.put("by a text that is nowhere", () -> page(query(null, null, "00000000", null)));
    lists.put("of a day", () -> page(day(now.minus(Duration.ofDays(20)))));
    lists.put("dead letters", () -> letters(null, DeadLetters.Status.OPEN, null, null));
    lists.put("dead letters, all", () -> letters(null, null, null, null));
    lists.put("dead letters of a flow", () -> letters(order, DeadLetters.Status.OPEN, null, null));
    lists.put(
        "dead letters of a flow without", () -> letters(none, DeadLetters.Status.OPEN, null, null));
    lists.put(
        "dead letters by class", () -> letters(null, DeadLetters.Status.OPEN, "timeout", null));
    lists.put(
        "dead letters, cursor at the end",
        () -> letters(null, DeadLetters.Status.OPEN, null, last));
    lists.put("dead letters, count of open", () -> (int) letters.countOpen());
    lists.put("figures of a day", () -> figures(now, Duration.ofDays(1)));
    lists.put("figures of the month", () -> figures(now, Duration.ofDays(31)));
    lists.put("limits and usage", () -> limits.current().limits().size());
    return lists;
  }

  private int figures(Instant now, Duration window) {
    return runs.statistics(Environment.PRODUCTION, now.minus(window), now).flows().size();
  }

  private int page(RunQuery query) {
    return runs.find(query).items().size();
  }

  private int letters(
      @Nullable FlowId flow,
      DeadLetters.@Nullable Status status,
      @Nullable String errorClass,
      @Nullable String cursor) {
    return letters
        .find(new DeadLetterQuery(flow, null, status, errorClass, cursor, PAGE))
        .items()
        .size();
  }

  private static RunQuery query(
      @Nullable FlowId flow,
      @Nullable Status status,
      @Nullable String text,
      @Nullable String cursor) {
    return new RunQuery(flow, null, status, null, null, text, cursor, PAGE);
  }

  private static RunQuery environment() {
    return new RunQuery(null, Environment.DEVELOPMENT, null, null, null, null, null, PAGE);
  }

  private static RunQuery day(java.time.Instant from) {
    return new RunQuery(null, null, null, from, from.plus(Duration.ofDays(1)), null, null, PAGE);
  }

  private String oldest(String cursor) {
    List<RunId> found =
        runs.find(query(null, null, null, cursor)).items().stream().map(run -> run.id()).toList();
    return found.isEmpty() ? cursor : found.getLast().toString();
  }

  /// An id of that time.
  private static String cursor(java.time.Instant at) {
    return new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE).toString();
  }
}
