package io.interline.flow.internal.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Flows.Template;
import io.interline.flow.definition.FlowDocuments;
import io.interline.tenant.DomainException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Ready-made flows: YAML files beside the classes, each with a title, a description, an icon, a
/// sample message and the document.
@Component
class Templates {

  /// Id of the one that is a trigger and nothing more.
  static final String EMPTY = "empty";

  private static final List<String> IDS =
      List.of(
          "order-sync",
          "webhook-to-api",
          "scheduled-fetch",
          "fan-out",
          "approval",
          "batch",
          "saga",
          EMPTY);

  private final List<Template> templates;

  Templates() {
    templates = IDS.stream().map(Templates::load).toList();
  }

  /// In the order in which they are offered.
  List<Template> all() {
    return templates;
  }

  /// @throws DomainException of kind INVALID, code `template-unknown`
  String document(String id) {
    return templates.stream()
        .filter(template -> template.id().equals(id))
        .findFirst()
        .map(Template::document)
        .orElseThrow(
            () ->
                new DomainException(
                    DomainException.Kind.INVALID,
                    "template-unknown",
                    "There is no template '"
                        + id
                        + "'. Take one of "
                        + String.join(", ", IDS)
                        + "."));
  }

  private static Template load(String id) {
    String name = "/io/interline/flow/templates/" + id + ".yaml";
    try (var in = Objects.requireNonNull(Templates.class.getResourceAsStream(name), name)) {
      JsonNode file = FlowDocuments.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new Template(
          id,
          file.path("title").asText(),
          file.path("description").asText(),
          file.path("icon").asText(),
          file.path("document").toPrettyString(),
          file.path("sample").toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
