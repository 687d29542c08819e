package io.interline.flow.internal.authoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.FlowId;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import io.interline.tenant.DomainException;
import io.interline.tenant.TextRules;

/// The document of a draft: a JSON object of the right format that may be wrong in every other way.
///
/// @param trigger what the trigger says it uses, empty when it does not say
record DraftText(String json, String hash, String id, String title, String trigger) {

  /// @throws DomainException of kind INVALID when the text is no flow document at all
  static DraftText of(String text) {
    var tree = FlowDocuments.tree(text);
    if (!FlowDocument.FORMAT.equals(tree.path("format").asText()))
      throw new DomainException(
          DomainException.Kind.INVALID,
          "document-malformed",
          "The document does not begin with \"format\": \""
              + FlowDocument.FORMAT
              + "\", the only format that is read here.");
    return new DraftText(
        tree.toPrettyString(),
        FlowDocuments.hash(tree.toString()),
        tree.path("id").asText(),
        title(tree),
        tree.path("trigger").path("use").asText());
  }

  /// The same document under another name.
  static DraftText named(String text, FlowId id, String title) {
    var tree = FlowDocuments.tree(text);
    tree.put("id", id.value());
    tree.put("title", title);
    return of(tree.toString());
  }

  private static String title(ObjectNode tree) {
    String title = tree.path("title").asText().strip();
    return TextRules.name("title", title.length() > 200 ? title.substring(0, 200) : title);
  }
}
