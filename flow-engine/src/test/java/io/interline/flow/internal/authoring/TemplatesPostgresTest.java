package io.interline.flow.internal.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.connector.Catalog;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.testkit.ConnectorBeans;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Template;
import io.interline.flow.Problem;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.expression.Mapping;
import io.interline.flow.internal.schema.MessageSchema;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ComponentScan;

/// Every ready-made flow, and the example of the guide, above the connectors of the hub.
class TemplatesPostgresTest {

  @ComponentScan({"io.interline.flow.internal.authoring", "io.interline.flow.internal.check"})
  static class Beans {}

  private static final TestHub HUB =
      TestHub.start(ConnectorBeans.properties(), ConnectorBeans.class, Beans.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestTenant acme = HUB.tenant();
  private final Flows flows = HUB.bean(Flows.class);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  static List<String> templates() {
    return HUB.bean(Flows.class).templates().stream().map(Template::id).toList();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void fitsThePublishedSchema(String id) {
    var schema = MessageSchema.compile(FlowDocuments.tree(flows.schema()));

    assertThat(schema.validate(FlowDocuments.tree(template(id).document()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void lacksNothingButItsConnections(String id) {
    var problems =
        TenantScope.call(acme.developer(), () -> flows.create(null, "Mine", id)).problems();

    assertThat(problems).extracting(Problem::code).allMatch("connection-unknown"::equals);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void isPublishedOnceItsConnectionsAreThere(String id) {
    TenantScope.run(
        acme.developer(),
        () -> {
          var draft = flows.create(null, "Mine", id);
          for (var problem : draft.problems()) connect(aliasAt(draft.document(), problem));
          var now = flows.draft(draft.id());

          assertThat(now.problems()).isEmpty();
          assertThat(flows.publish(draft.id(), now.etag(), null).number()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @MethodSource("templates")
  void mapsItsOwnSample(String id) throws IOException {
    var template = template(id);
    var document = FlowDocuments.read(template.document()).orThrow();
    var sample = JSON.readTree(template.sample());
    if (document.trigger().schema() != null)
      assertThat(MessageSchema.compile(document.trigger().schema()).validate(sample)).isEmpty();
    var context = JSON.createObjectNode();
    context.set(document.trigger().id(), sample);

    for (var step : document.steps()) {
      if (!(step instanceof Step.Map map)) break; // what comes after needs other systems
      var value = Mapping.compile(map.jslt()).apply(context);
      assertThat(value.isContainerNode()).isTrue();
      context.set(step.id(), value);
    }
  }

  @Test
  void theOrderOfTheSampleIsMappedRight() throws IOException {
    var template = template("order-sync");
    var document = FlowDocuments.read(template.document()).orThrow();
    var context = JSON.createObjectNode();
    context.set("order", JSON.readTree(template.sample()));

    JsonNode order =
        Mapping.compile(((Step.Map) document.steps().getFirst()).jslt()).apply(context);

    assertThat(order.path("total").asDouble()).isEqualTo(18);
    assertThat(order.path("lines")).hasSize(2);
  }

  @Test
  void theExampleOfTheGuideIsRight() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "flow-format.md"));
    String example = guide.split("```yaml\n", 2)[1].split("```", 2)[0];

    var draft = TenantScope.call(acme.developer(), () -> flows.importDocument(example));

    assertThat(draft.problems()).extracting(Problem::code).allMatch("connection-unknown"::equals);
    assertThat(example).startsWith("format: " + FlowDocument.FORMAT);
    for (var connector : HUB.bean(Catalog.class).connectors())
      for (var operation : connector.operations())
        assertThat(guide).contains("`" + operation.ref() + "`");
  }

  private static Template template(String id) {
    return HUB.bean(Flows.class).templates().stream()
        .filter(template -> template.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String aliasAt(String document, Problem problem) {
    return FlowDocuments.tree(document).at(problem.pointer()).asText();
  }

  private static void connect(String alias) {
    for (var environment : Environment.values())
      if (HUB.bean(Connections.class).list().stream()
          .noneMatch(c -> c.alias().equals(alias) && c.environment() == environment))
        HUB.bean(Connections.class)
            .save(
                new ConnectionSettings(
                    alias,
                    environment,
                    alias,
                    "http",
                    "none",
                    Map.of("baseUrl", "http://localhost:1"),
                    Map.of()),
                null);
  }
}
