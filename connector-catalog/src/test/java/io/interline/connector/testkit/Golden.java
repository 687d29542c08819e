package io.interline.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.Catalog.ConnectorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The catalogue's view of a connector, kept in a file: a change of what flows may say shows up
/// in review. `mvn test -Dinterline.golden=write` writes the files anew.
final class Golden {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  static void check(ConnectorInfo info, Path folder) {
    var file = folder.resolve(info.id() + "@" + info.major() + ".json");
    try {
      String now = text(info);
      if ("write".equals(System.getProperty("interline.golden"))) {
        Files.createDirectories(folder);
        Files.writeString(file, now);
      }
      assertThat(file).as("write it with -Dinterline.golden=write").exists();
      assertThat(now)
          .as("%s differs; when that is meant, write it with -Dinterline.golden=write", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ConnectorInfo info) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("connector", info.id() + "@" + info.major());
    root.put("title", info.title());
    root.put("description", info.description());
    root.put("icon", info.icon());
    root.set("settings", JSON.readTree(info.settingsSchema()));
    var auth = root.putObject("auth");
    for (var scheme : info.authSchemes()) {
      var entry = auth.putObject(scheme.id()).put("title", scheme.title());
      entry.set("fields", JSON.readTree(scheme.fieldsSchema()));
    }
    var operations = root.putObject("operations");
    for (var operation : info.operations()) {
      var entry = operations.putObject(operation.ref().operation());
      entry.put("kind", operation.kind().name());
      entry.put("title", operation.title());
      entry.put("description", operation.description());
      if (operation.effect() != null) entry.put("effect", operation.effect().name());
      entry.put("needsConnection", operation.needsConnection());
      entry.set("input", JSON.readTree(operation.inputSchema()));
      entry.set("output", JSON.readTree(operation.outputSchema()));
    }
    var indenter = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return JSON.writer(printer).writeValueAsString(root) + "\n";
  }
}
