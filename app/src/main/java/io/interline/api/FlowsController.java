package io.interline.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_YAML_VALUE;

import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Draft;
import io.interline.flow.Flows.FlowSummary;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Flows and their drafts.
@RestController
@RequestMapping("/api/v1/flows")
@Tag(name = "Flows", description = "Flows, their drafts and what is wrong with them")
class FlowsController {

  private final Flows flows;

  FlowsController(Flows flows) {
    this.flows = flows;
  }

  @GetMapping
  @Operation(summary = "All flows, in order of title")
  ListView<FlowView> list() {
    return new ListView<>(flows.list().stream().map(FlowView::of).toList());
  }

  @PostMapping(consumes = APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Make a flow",
      description = "From a title, from a template, or from a whole document with its own id")
  ResponseEntity<DraftView> create(@RequestBody NewFlow body) {
    if (body.document() != null) return created(flows.importDocument(body.document().text()));
    if (body.title() == null || body.title().isBlank())
      throw new DomainException(
          Kind.INVALID, "title-missing", "Give the flow a title, or send a document.");
    var id = body.id() == null ? null : newId(body.id());
    return created(flows.create(id, body.title(), body.template()));
  }

  @PostMapping(consumes = APPLICATION_YAML_VALUE)
  @Operation(summary = "Make a flow from a document in YAML")
  ResponseEntity<DraftView> importYaml(@RequestBody String document) {
    return created(flows.importDocument(document));
  }

  @GetMapping("/{flow}")
  @Operation(summary = "One flow")
  FlowView get(@PathVariable String flow) {
    return FlowView.of(flows.get(Parameters.flow(flow)));
  }

  @DeleteMapping("/{flow}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Remove a flow that is deployed nowhere")
  void delete(@PathVariable String flow) {
    flows.delete(Parameters.flow(flow));
  }

  @GetMapping("/{flow}/draft")
  @Operation(summary = "The draft, with its ETag")
  ResponseEntity<DraftView> draft(@PathVariable String flow) {
    return answer(flows.draft(Parameters.flow(flow)));
  }

  @PutMapping(path = "/{flow}/draft", consumes = APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Keep a draft",
      description = "If-Match names the draft that you began with, or * for the one there is")
  ResponseEntity<DraftView> save(
      @PathVariable String flow,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody DocumentBody body) {
    return save(Parameters.flow(flow), ifMatch, body.required());
  }

  @PutMapping(path = "/{flow}/draft", consumes = APPLICATION_YAML_VALUE)
  @Operation(summary = "Keep a draft that is written in YAML")
  ResponseEntity<DraftView> saveYaml(
      @PathVariable String flow,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody String document) {
    return save(Parameters.flow(flow), ifMatch, document);
  }

  @PostMapping("/{flow}/check")
  @Operation(summary = "What is wrong with a document; with the draft when none is sent")
  ProblemsView check(
      @PathVariable String flow, @RequestBody(required = false) @Nullable DocumentBody body) {
    var draft = flows.draft(Parameters.flow(flow));
    String document = body == null ? draft.document() : body.required();
    return new ProblemsView(flows.check(document).stream().map(ProblemView::of).toList());
  }

  private ResponseEntity<DraftView> save(FlowId id, @Nullable String ifMatch, String document) {
    String etag = EntityTags.required(ifMatch, () -> flows.draft(id).etag());
    return answer(flows.save(id, etag, document));
  }

  private static FlowId newId(String text) {
    try {
      return new FlowId(text);
    } catch (IllegalArgumentException e) {
      throw new DomainException(
          Kind.INVALID, "flow-id-invalid", Objects.toString(e.getMessage(), "no flow id"));
    }
  }

  private static ResponseEntity<DraftView> created(Draft draft) {
    return ResponseEntity.created(URI.create("/api/v1/flows/" + draft.id()))
        .eTag(EntityTags.quoted(draft.etag()))
        .body(DraftView.of(draft));
  }

  private static ResponseEntity<DraftView> answer(Draft draft) {
    return ResponseEntity.ok().eTag(EntityTags.quoted(draft.etag())).body(DraftView.of(draft));
  }

  /// @param id derived from the title when absent
  /// @param document makes the flow as it is; the others are then left out
  record NewFlow(
      @Nullable String id,
      @Nullable String title,
      @Nullable String template,
      @Nullable JsonText document) {}

  /// @param document of format `interline/flow/1`
  record DocumentBody(@Nullable JsonText document) {
    String required() {
      if (document == null)
        throw new DomainException(
            Kind.INVALID, "document-missing", "Send {\"document\": …} with the flow document.");
      return document.text();
    }
  }

  record ProblemsView(List<ProblemView> problems) {}

  /// @param latestVersion 0 when never published
  record FlowView(
      String id,
      String title,
      String trigger,
      int latestVersion,
      boolean draftDiffers,
      Instant changedAt,
      String changedBy,
      List<DeploymentsController.DeploymentView> deployments) {

    static FlowView of(FlowSummary flow) {
      return new FlowView(
          flow.id().value(),
          flow.title(),
          flow.trigger(),
          flow.latestVersion(),
          flow.draftDiffers(),
          flow.changedAt(),
          flow.changedBy(),
          flow.deployments().stream().map(DeploymentsController.DeploymentView::of).toList());
    }
  }

  record DraftView(
      String id,
      String title,
      JsonText document,
      JsonText layout,
      String etag,
      Instant savedAt,
      String savedBy,
      List<ProblemView> problems) {

    static DraftView of(Draft draft) {
      return new DraftView(
          draft.id().value(),
          draft.title(),
          new JsonText(draft.document()),
          new JsonText(draft.layout().isBlank() ? "{}" : draft.layout()),
          draft.etag(),
          draft.savedAt(),
          draft.savedBy(),
          draft.problems().stream().map(ProblemView::of).toList());
    }
  }
}
