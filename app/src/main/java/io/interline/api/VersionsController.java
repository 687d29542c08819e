package io.interline.api;

import io.interline.flow.Flows;
import io.interline.flow.Flows.Version;
import io.interline.tenant.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Published versions of a flow.
@RestController
@RequestMapping("/api/v1/flows/{flow}/versions")
@Tag(name = "Versions", description = "Immutable, published versions of a flow")
class VersionsController {

  private final Flows flows;

  VersionsController(Flows flows) {
    this.flows = flows;
  }

  @GetMapping
  @Operation(summary = "All versions, newest first")
  ListView<VersionView> list(@PathVariable String flow) {
    var versions = flows.versions(Parameters.flow(flow));
    return new ListView<>(versions.stream().map(VersionView::of).toList());
  }

  @PostMapping
  @Operation(
      summary = "Publish the draft",
      description = "If-Match names the draft that you mean, or * for the one there is")
  ResponseEntity<VersionView> publish(
      @PathVariable String flow,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable Publication body) {
    var id = Parameters.flow(flow);
    String etag = EntityTags.required(ifMatch, () -> flows.draft(id).etag());
    var version = flows.publish(id, etag, body == null ? null : body.note());
    return ResponseEntity.created(
            URI.create("/api/v1/flows/" + id + "/versions/" + version.number()))
        .body(VersionView.of(version));
  }

  @GetMapping("/{number}")
  @Operation(summary = "One version, with its document")
  VersionDocumentView get(@PathVariable String flow, @PathVariable String number) {
    var found = flows.version(Parameters.flow(flow), number(number));
    return new VersionDocumentView(VersionView.of(found.version()), new JsonText(found.document()));
  }

  private static int number(String path) {
    try {
      return Integer.parseInt(path);
    } catch (NumberFormatException e) {
      throw DomainException.notFound("flow version", path);
    }
  }

  /// @param note for those who read the list of versions
  record Publication(@Nullable String note) {}

  /// @param hash SHA-256 of the canonical JSON (RFC 8785), lower-case hex
  record VersionView(
      String flow,
      int number,
      String hash,
      @Nullable String note,
      Instant publishedAt,
      String publishedBy) {

    static VersionView of(Version version) {
      return new VersionView(
          version.flow().value(),
          version.number(),
          version.hash(),
          version.note(),
          version.publishedAt(),
          version.publishedBy());
    }
  }

  record VersionDocumentView(VersionView version, JsonText document) {}
}
