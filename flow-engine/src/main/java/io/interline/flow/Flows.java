package io.interline.flow;

import io.interline.tenant.DomainException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flows of the tenant in scope: drafts, checks, published versions. Documents are JSON text in
/// the format `interline/flow/1` (YAML is read too, and answered as JSON).
public interface Flows {

  /// In order of title. Needs FLOW_VIEW.
  List<FlowSummary> list();

  /// Needs FLOW_VIEW.
  ///
  /// @throws DomainException of kind NOT_FOUND
  FlowSummary get(FlowId id);

  /// Ready-made flows to begin with.
  List<Template> templates();

  /// JSON Schema (2020-12) of flow documents, `with` of each operation included, as JSON text; for
  /// editors and other tools. It belongs to the installation, so it needs no permission.
  String schema();

  /// Makes a flow with a draft, from a template or empty (a webhook trigger and no step). Its id is
  /// derived from the title when none is given. Needs FLOW_EDIT.
  ///
  /// @throws DomainException of kind CONFLICT, code `flow-exists`
  Draft create(@Nullable FlowId id, String title, @Nullable String template);

  /// Makes a flow from a document, with the id that the document says. Needs FLOW_EDIT.
  Draft importDocument(String document);

  /// Needs FLOW_VIEW.
  Draft draft(FlowId id);

  /// Keeps a draft, problems or not, as long as it is JSON of the right format. Needs FLOW_EDIT.
  ///
  /// @param etag of the draft that the editor began with
  /// @throws DomainException of kind CONFLICT, code `draft-changed`, when somebody else saved in
  ///     between; of kind INVALID, code `document-malformed`, when it is no flow document at all
  Draft save(FlowId id, String etag, String document);

  /// All that is wrong with a document, without keeping it. Needs FLOW_VIEW.
  List<Problem> check(String document);

  /// Makes the draft an immutable version. Needs FLOW_EDIT.
  ///
  /// @throws DomainException of kind CONFLICT (`draft-changed`, `nothing-to-publish`), or
  ///     [InvalidFlow]
  Version publish(FlowId id, String etag, @Nullable String note);

  /// Newest first. Needs FLOW_VIEW.
  List<Version> versions(FlowId id);

  /// One version with its document. Needs FLOW_VIEW.
  VersionDocument version(FlowId id, int number);

  /// Removes a flow that is deployed nowhere; its runs stay until their retention ends. Needs
  /// FLOW_EDIT.
  ///
  /// @throws DomainException of kind CONFLICT, code `flow-deployed`
  void delete(FlowId id);

  /// A flow in a list.
  ///
  /// @param latestVersion 0 when never published
  /// @param deployments where it is live
  record FlowSummary(
      FlowId id,
      String title,
      String trigger,
      int latestVersion,
      boolean draftDiffers,
      Instant changedAt,
      String changedBy,
      List<Deployments.Deployment> deployments) {}

  /// The mutable document of a flow.
  ///
  /// @param layout positions that people chose, JSON text, no part of a version
  record Draft(
      FlowId id,
      String title,
      String document,
      String layout,
      String etag,
      Instant savedAt,
      String savedBy,
      List<Problem> problems) {}

  /// Keeps the layout of a draft; last writer wins. Needs FLOW_EDIT.
  void saveLayout(FlowId id, String layout);

  /// A published version.
  ///
  /// @param hash SHA-256 of the canonical JSON (RFC 8785), lower-case hex
  record Version(
      FlowId flow,
      int number,
      String hash,
      @Nullable String note,
      Instant publishedAt,
      String publishedBy) {}

  /// A version with its document.
  record VersionDocument(Version version, String document) {}

  /// @param icon name of an icon of the designer's set
  /// @param sample message to try it with, JSON text
  record Template(
      String id, String title, String description, String icon, String document, String sample) {}

  /// The document has problems of severity ERROR.
  final class InvalidFlow extends DomainException {
    private final transient List<Problem> problems;

    public InvalidFlow(List<Problem> problems) {
      super(
          Kind.INVALID,
          "flow-invalid",
          "The flow has " + problems.size() + " problem(s); mend them and publish again.");
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }
}
