package io.interline.ui.designer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.interline.connector.Connections;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Problem;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.TestBench;
import io.interline.flow.definition.JsonSource;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.ui.testing.FakeRuns;
import io.interline.ui.testing.FakeUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A hub in memory with one flow, for tests of the designer. Not for several threads.
final class FakeHub {

  static final FlowId ORDERS = new FlowId("order-sync");
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  final InMemoryFlows flows = new InMemoryFlows();
  final InMemoryDeployments deployments = new InMemoryDeployments();
  final PlainBench bench = new PlainBench();
  final FakeRuns runs = new FakeRuns(new FakeUser());
  final FewConnections connections = new FewConnections();

  String document;
  private int revision = 1;
  final List<Flows.VersionDocument> published = new ArrayList<>();
  final Map<Environment, Deployments.Deployment> live = new LinkedHashMap<>();
  List<Problem> problems = List.of();

  FakeHub(String document) {
    this.document = document;
  }

  /// Somebody else saves.
  void changeElsewhere(String theirs) {
    document = theirs;
    revision++;
  }

  final class InMemoryFlows implements Flows {
    private String layout = "{}";

    @Override
    public String schema() {
      return "{}";
    }

    @Override
    public List<FlowSummary> list() {
      return List.of(get(ORDERS));
    }

    @Override
    public FlowSummary get(FlowId id) {
      if (!id.equals(ORDERS)) throw DomainException.notFound("flow", id);
      return new FlowSummary(
          id,
          title(),
          "webhook@1/receive",
          published.size(),
          true,
          NOW,
          "Maya",
          List.copyOf(live.values()));
    }

    private String title() {
      try {
        return JSON.readTree(document).path("title").asText("Untitled");
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        return "Untitled";
      }
    }

    @Override
    public List<Template> templates() {
      return List.of(
          new Template(
              "orders",
              "Orders",
              "Web orders",
              "shopping-cart",
              "{}",
              "{\"orderId\":\"A-10042\",\"customer\":{\"first\":\"Ada\",\"country\":\"GB\"}}"));
    }

    @Override
    public Draft create(@Nullable FlowId id, String title, @Nullable String template) {
      return draft(ORDERS);
    }

    @Override
    public Draft importDocument(String imported) {
      document = imported;
      return draft(ORDERS);
    }

    @Override
    public Draft draft(FlowId id) {
      get(id);
      return new Draft(id, title(), document, layout, "r" + revision, NOW, "Maya", problems);
    }

    @Override
    public Draft save(FlowId id, String etag, String changed) {
      if (!etag.equals("r" + revision))
        throw new DomainException(
            DomainException.Kind.CONFLICT, "draft-changed", "Jonas saved this flow in between.");
      document = changed;
      revision++;
      return draft(id);
    }

    @Override
    public List<Problem> check(String any) {
      return problems;
    }

    @Override
    public Version publish(FlowId id, String etag, @Nullable String note) {
      if (problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR))
        throw new InvalidFlow(problems);
      var version = new Version(id, published.size() + 1, "ab".repeat(32), note, NOW, "Maya");
      published.addFirst(new VersionDocument(version, document));
      return version;
    }

    @Override
    public List<Version> versions(FlowId id) {
      return published.stream().map(VersionDocument::version).toList();
    }

    @Override
    public VersionDocument version(FlowId id, int number) {
      return published.stream()
          .filter(v -> v.version().number() == number)
          .findFirst()
          .orElseThrow(() -> DomainException.notFound("version", number));
    }

    @Override
    public void delete(FlowId id) {}

    @Override
    public void saveLayout(FlowId id, String changed) {
      layout = changed;
    }
  }

  final class InMemoryDeployments implements Deployments {
    @Override
    public List<Deployment> list() {
      return List.copyOf(live.values());
    }

    @Override
    public Deployment deploy(FlowId flow, int version, Environment environment) {
      var deployment =
          new Deployment(
              flow, environment, version, true, "/in/k3Vb9xQ2mTf7LpZs4WcYhA", NOW, "Maya");
      live.put(environment, deployment);
      return deployment;
    }

    @Override
    public Deployment setEnabled(FlowId flow, Environment environment, boolean enabled) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void undeploy(FlowId flow, Environment environment) {
      live.remove(environment);
    }
  }

  /// A test that goes on for as long as a test of the screens wants it to.
  static final class FakeTest implements TestBench.Test {
    private final TestBench.TestRun done;
    TestBench.TestRun now;

    FakeTest(TestBench.TestRun done) {
      this.done = done;
      this.now = done;
    }

    void goOn() {
      now = done;
    }

    @Override
    public TestBench.TestRun now() {
      return now;
    }

    @Override
    public void stop() {
      if (now.running())
        now = new TestBench.TestRun(TestBench.TestState.STOPPED, now.at(), null, now.steps());
    }
  }

  static final class PlainBench implements TestBench {
    /// Given with each value that is evaluated.
    List<Hint> hints = List.of();

    /// Whether tests go on until they are let go on, or stopped.
    boolean slow;

    @Nullable FakeTest last;

    @Override
    public Test start(String tested, String sample, @Nullable String upToStep) {
      var done = run(tested, sample, upToStep);
      var test = new FakeTest(done);
      if (slow) test.now = new TestRun(TestState.RUNNING, "mapped", null, List.of());
      last = test;
      return test;
    }

    private static TestRun run(String tested, String sample, @Nullable String upToStep) {
      var steps = new ArrayList<StepRun>();
      try {
        var tree = JSON.readTree(tested);
        var context = JSON.createObjectNode();
        context.set(tree.at("/trigger/id").asText("message"), JSON.readTree(sample));
        for (var step : tree.path("steps")) {
          var id = step.path("id").asText();
          var input = context.toString();
          var output =
              step.has("map")
                  ? Parser.compileString(step.path("map").asText()).apply(context)
                  : JSON.readTree("{\"status\":201,\"body\":{\"id\":\"E-1\"}}");
          context.set(id, output);
          steps.add(
              new StepRun(
                  id,
                  "",
                  StepStatus.SUCCEEDED,
                  NOW,
                  NOW.plusMillis(12),
                  input,
                  output.toString(),
                  null,
                  List.of(new Attempt(1, NOW, 12, true, null, null, null)),
                  List.of()));
          if (id.equals(upToStep)) break;
        }
        return TestRun.ended(null, steps);
      } catch (com.fasterxml.jackson.core.JsonProcessingException | JsltException e) {
        return TestRun.ended(String.valueOf(e.getMessage()), steps);
      }
    }

    @Override
    public Preview preview(String source, Language language, String context) {
      try {
        var tree = JSON.readTree(context);
        if (language == Language.JSON) return json(source, tree);
        boolean text = language != Language.JSLT;
        var whole = text && source.startsWith("${") && source.endsWith("}");
        if (text && !whole)
          return new Preview(JSON.writeValueAsString(render(source, tree)), null, 0, 0, 100);
        var jslt = whole ? source.substring(2, source.length() - 1) : source;
        return new Preview(
            Parser.compileString(jslt).apply(tree).toString(), null, 0, 0, 100, hints);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        return new Preview(null, "The sample is no JSON.", 0, 0, 100);
      } catch (JsltException e) {
        return new Preview(
            null,
            String.valueOf(e.getMessage()),
            Math.max(1, e.getLine()),
            Math.max(1, e.getColumn()),
            100);
      }
    }

    private Preview json(String source, com.fasterxml.jackson.databind.JsonNode context) {
      try {
        var rendered = rendered(JsonSource.read(source).tree(), context);
        return new Preview(rendered.toString(), null, 0, 0, 100, hints);
      } catch (JsonSource.Malformed e) {
        return new Preview(null, e.getMessage(), e.place().line(), e.place().column(), 100);
      }
    }

    private com.fasterxml.jackson.databind.JsonNode rendered(
        com.fasterxml.jackson.databind.JsonNode node,
        com.fasterxml.jackson.databind.JsonNode context) {
      if (node.isTextual()) {
        var text = node.textValue();
        return JsonSource.isExpression(text)
            ? Parser.compileString(text.substring(2, text.length() - 1)).apply(context)
            : com.fasterxml.jackson.databind.node.TextNode.valueOf(render(text, context));
      }
      if (!(node instanceof com.fasterxml.jackson.databind.node.ObjectNode object)) return node;
      var copy = JSON.createObjectNode();
      for (var field : object.properties())
        copy.set(field.getKey(), rendered(field.getValue(), context));
      return copy;
    }

    private String render(String template, com.fasterxml.jackson.databind.JsonNode context) {
      var matcher = java.util.regex.Pattern.compile("\\$\\{([^}]*)}").matcher(template);
      return matcher.replaceAll(
          m ->
              java.util.regex.Matcher.quoteReplacement(
                  Parser.compileString(m.group(1)).apply(context).asText()));
    }
  }

  static final class FewConnections implements Connections {
    @Override
    public List<Connection> list() {
      return List.of(
          connection("erp", Environment.DEVELOPMENT, "ERP test system"),
          connection("erp", Environment.PRODUCTION, "ERP"),
          connection("billing", Environment.DEVELOPMENT, "Billing sandbox"));
    }

    private Connection connection(String alias, Environment environment, String title) {
      return new Connection(
          alias,
          environment,
          title,
          "http",
          "none",
          Map.of("baseUrl", "http://localhost:9090"),
          Set.of(),
          1,
          NOW,
          new TestResult(true, "answered 200", 12, NOW));
    }

    @Override
    public Connection get(String alias, Environment environment) {
      return list().stream()
          .filter(c -> c.alias().equals(alias) && c.environment() == environment)
          .findFirst()
          .orElseThrow(() -> DomainException.notFound("connection", alias));
    }

    @Override
    public Connection save(ConnectionSettings settings, @Nullable Integer version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String alias, Environment environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TestResult test(String alias, Environment environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TestResult test(ConnectionSettings settings) {
      throw new UnsupportedOperationException();
    }
  }
}
