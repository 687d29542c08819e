package io.interline.flow.internal.authoring;

import io.interline.audit.AuditObject;
import io.interline.connector.Catalog;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Problem;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.authoring.StoredVersion.TriggerKind;
import io.interline.flow.internal.check.FlowChecker;
import io.interline.flow.internal.check.FlowSchema;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Flows in PostgreSQL. Whoever changes a flow holds its row's lock, so etags are compared with
/// what is stored last.
@Service
class CheckedFlows implements Flows {

  private final AccessControl access;
  private final AuditTrail trail;
  private final FlowStore store;
  private final FlowOverview overview;
  private final FlowChecker checker;
  private final Templates templates;
  private final FlowSchema schema;
  private final Catalog catalog;
  private final Clock clock;

  CheckedFlows(
      AccessControl access,
      AuditTrail trail,
      FlowStore store,
      FlowOverview overview,
      FlowChecker checker,
      Templates templates,
      FlowSchema schema,
      Catalog catalog,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.store = store;
    this.overview = overview;
    this.checker = checker;
    this.templates = templates;
    this.schema = schema;
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<FlowSummary> list() {
    access.require(Permission.FLOW_VIEW, AuditObject.of("flow", "*"));
    return overview.all();
  }

  @Override
  @Transactional(readOnly = true)
  public FlowSummary get(FlowId id) {
    access.require(Permission.FLOW_VIEW, object(id));
    return overview.of(id);
  }

  @Override
  public List<Template> templates() {
    return templates.all();
  }

  @Override
  public String schema() {
    return schema.text();
  }

  @Override
  @Transactional
  public Draft create(@Nullable FlowId id, String title, @Nullable String template) {
    access.require(Permission.FLOW_EDIT, AuditObject.of("flow", id == null ? "*" : id.value()));
    String name = title.strip();
    if (name.isEmpty() || name.length() > 200)
      throw new DomainException(
          Kind.INVALID, "title-invalid", "Give the flow a title of 1 to 200 characters.");
    TextRules.name("title", name);
    var document = templates.document(template == null ? Templates.EMPTY : template);
    var free = id == null ? freeId(name) : id;
    return make(free, DraftText.named(document, free, name));
  }

  private FlowId freeId(String title) {
    String slug = FlowIds.slug(title);
    return FlowIds.free(slug, store.idsLike(slug));
  }

  @Override
  @Transactional
  public Draft importDocument(String document) {
    access.require(Permission.FLOW_EDIT, AuditObject.of("flow", "*"));
    var text = DraftText.of(document);
    try {
      return make(new FlowId(text.id()), text);
    } catch (IllegalArgumentException e) {
      throw new DomainException(
          Kind.INVALID, "document-malformed", "The document's id is wrong: " + e.getMessage());
    }
  }

  private Draft make(FlowId id, DraftText text) {
    if (store.isTaken(id)) throw exists(id);
    String title = text.title().isEmpty() ? id.value() : text.title();
    var now = now();
    var draft = new StoredDraft(id);
    draft.write(text, now, caller());
    try {
      store.add(new StoredFlow(id, title, now, caller()));
      store.add(draft);
    } catch (DataIntegrityViolationException _) {
      throw exists(id);
    }
    trail.succeeded("flow.create", object(id), Map.of("title", title));
    return face(draft, title);
  }

  private static DomainException exists(FlowId id) {
    return new DomainException(
        Kind.CONFLICT,
        "flow-exists",
        "There is or was a flow '" + id + "', and an id names one flow for ever. Take another id.");
  }

  @Override
  @Transactional(readOnly = true)
  public Draft draft(FlowId id) {
    access.require(Permission.FLOW_VIEW, object(id));
    return face(store.draft(id), store.flow(id).title);
  }

  @Override
  @Transactional
  public Draft save(FlowId id, String etag, String document) {
    access.require(Permission.FLOW_EDIT, object(id));
    var flow = store.lockedFlow(id);
    var draft = store.draft(id);
    draft.requireEtag(etag);
    var text = DraftText.of(document);
    if (!text.id().equals(id.value()))
      throw new DomainException(
          Kind.INVALID,
          "id-changed",
          "The document says id '"
              + text.id()
              + "', but this is flow '"
              + id
              + "', whose id never changes. Import the document to make another flow.");
    if (!draft.hash.equals(text.hash()))
      trail.succeeded("flow.edit", object(id), FlowChanges.ofEdit(draft, text));
    draft.write(text, now(), caller());
    if (!text.title().isEmpty()) flow.title = text.title();
    return face(draft, flow.title);
  }

  @Override
  @Transactional
  public void saveLayout(FlowId id, String layout) {
    access.require(Permission.FLOW_EDIT, object(id));
    store.lockedFlow(id);
    store.draft(id).layout = FlowDocuments.tree(layout).toString();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Problem> check(String document) {
    access.require(Permission.FLOW_VIEW, AuditObject.of("flow", "*"));
    return checker.check(document).problems();
  }

  @Override
  @Transactional
  public Version publish(FlowId id, String etag, @Nullable String note) {
    access.require(Permission.FLOW_EDIT, object(id));
    store.lockedFlow(id);
    var draft = store.draft(id);
    draft.requireEtag(etag);
    var checked = checker.check(draft.document);
    var document = checked.document();
    if (document == null || !checked.errors().isEmpty()) throw new InvalidFlow(checked.errors());
    var latest = store.latestVersion(id);
    if (latest.filter(version -> version.hash.equals(draft.hash)).isPresent())
      throw new DomainException(
          Kind.CONFLICT,
          "nothing-to-publish",
          "The draft of flow '" + id + "' is what version " + latest.get().number + " says.");
    int number = latest.map(version -> version.number).orElse(0) + 1;
    var version = new Version(id, number, draft.hash, note, now(), caller());
    store.add(new StoredVersion(version, draft.document, triggerKind(document)));
    trail.succeeded(
        "flow.publish",
        new AuditObject("flow", id.value(), String.valueOf(number)),
        FlowChanges.ofPublication(latest.orElse(null), draft));
    return version;
  }

  private TriggerKind triggerKind(FlowDocument document) {
    var operation = catalog.operation(document.trigger().use()).orElseThrow();
    return switch (operation.kind()) {
      case WEBHOOK_TRIGGER -> TriggerKind.WEBHOOK;
      case SCHEDULE_TRIGGER -> TriggerKind.SCHEDULE;
      case POLLING_TRIGGER -> TriggerKind.POLLING;
      case STREAM_TRIGGER -> TriggerKind.STREAM;
      case ACTION -> throw new IllegalStateException("the checker let an action be a trigger");
    };
  }

  @Override
  @Transactional(readOnly = true)
  public List<Version> versions(FlowId id) {
    access.require(Permission.FLOW_VIEW, object(id));
    store.flow(id);
    return store.versions(id).stream().map(StoredVersion::version).toList();
  }

  @Override
  @Transactional(readOnly = true)
  public VersionDocument version(FlowId id, int number) {
    access.require(Permission.FLOW_VIEW, object(id));
    var version = store.version(id, number);
    return new VersionDocument(version.version(), version.document);
  }

  @Override
  @Transactional
  public void delete(FlowId id) {
    access.require(Permission.FLOW_EDIT, object(id));
    var flow = store.lockedFlow(id);
    var live = store.deployments(id);
    if (!live.isEmpty())
      throw new DomainException(
          Kind.CONFLICT,
          "flow-deployed",
          "Flow '"
              + id
              + "' is deployed to "
              + String.join(", ", live.stream().map(d -> d.environment.id()).toList())
              + ". Take it out there first.");
    flow.deletedAt = now();
    store.remove(store.draft(id));
    store.addresses(id).forEach(store::remove);
    trail.succeeded("flow.delete", object(id), Map.of("title", flow.title));
  }

  private Draft face(StoredDraft draft, String title) {
    return new Draft(
        draft.id(),
        title,
        draft.document,
        draft.layout,
        draft.etag(),
        draft.savedAt,
        draft.savedBy,
        checker.check(draft.document).problems());
  }

  private static AuditObject object(FlowId id) {
    return AuditObject.of("flow", id.value());
  }

  private static String caller() {
    return TenantScope.current().actor().name();
  }

  /// As precise as the database keeps it, so that what is answered now equals what is read later.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
