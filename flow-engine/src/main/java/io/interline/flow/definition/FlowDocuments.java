package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import org.erdtman.jcs.JsonCanonicalizer;

/// Reads and writes flow documents. Pure functions, safe for many threads; no input makes them
/// throw anything but what they say.
///
/// ```java
/// FlowDocument order = FlowDocuments.read(text).orThrow();
/// ```
public final class FlowDocuments {

  private FlowDocuments() {}

  /// Reads JSON or YAML and checks its structure: at most 1,000,000 bytes, 200 levels and 1,000
  /// steps; every property known and of its kind. Expressions, ids and operations are not looked
  /// at.
  public static Reading read(String text) {
    var findings = new Findings();
    var tree = DocumentText.parse(text, findings);
    return tree == null
        ? new Reading(null, findings.all())
        : new DocumentReader(findings).read(tree);
  }

  /// JSON text of a typed document, properties in the order in which people read them, without
  /// those that only say the default.
  public static String write(FlowDocument document) {
    return pretty(DocumentWriter.tree(document));
  }

  /// A text that may be unfinished, as indented JSON: comments and layout of YAML are lost, every
  /// value is kept.
  ///
  /// @throws MalformedDocument when the text is neither JSON nor YAML of an object
  public static String toJson(String text) {
    return pretty(tree(text));
  }

  /// A text that may be unfinished, as YAML for export.
  ///
  /// @throws MalformedDocument when the text is neither JSON nor YAML of an object
  public static String toYaml(String text) {
    try {
      return DocumentText.YAML.writeValueAsString(tree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read cannot be written", e);
    }
  }

  /// The tree of a text that may be unfinished, within the limits of size and depth.
  ///
  /// @throws MalformedDocument when the text is neither JSON nor YAML of an object
  public static ObjectNode tree(String text) {
    var findings = new Findings();
    var tree = DocumentText.parse(text, findings);
    if (tree == null) throw new MalformedDocument(findings.all());
    return tree;
  }

  /// The values of a text that may be unfinished, by path: `/steps/erp/with/path` by the ids of
  /// steps, so that two documents can be compared. Texts are as they are, everything else is JSON.
  ///
  /// @throws MalformedDocument when the text is neither JSON nor YAML of an object
  public static SortedMap<String, String> values(String text) {
    return DocumentValues.of(tree(text));
  }

  /// Canonical JSON after RFC 8785: one text for all ways to write the same document.
  ///
  /// @throws MalformedDocument when the text is neither JSON nor YAML of an object
  public static String canonical(String text) {
    try {
      return new JsonCanonicalizer(tree(text).toString()).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("a tree that was read cannot be made canonical", e);
    }
  }

  /// SHA-256 of the canonical JSON in UTF-8, lower-case hex.
  ///
  /// @throws MalformedDocument when the text is neither JSON nor YAML of an object
  public static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(canonical(text).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String pretty(JsonNode tree) {
    return tree.toPrettyString();
  }
}
