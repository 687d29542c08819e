package io.interline.ui.testing;

import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Problem;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Flows in memory.
public final class FakeFlows implements Flows {

  public static final String DOCUMENT =
      """
      {"format":"interline/flow/1","id":"order-sync","title":"Order sync",
       "trigger":{"id":"order","use":"webhook@1/receive"},
       "steps":[
         {"id":"erpOrder","title":"To the ERP's form","map":".order"},
         {"id":"send","title":"Send to the ERP","use":"http@1/request","connection":"erp",
          "with":{"method":"POST","url":"/orders","body":"${.erpOrder}"}}]}
      """;

  private final FakeUser user;
  private final Clock clock;
  private final Map<FlowId, Stored> flows = new LinkedHashMap<>();
  private final List<Deployment> deployments;

  public FakeFlows(FakeUser user, Clock clock, FakeDeployments deployments) {
    this.user = user;
    this.clock = clock;
    this.deployments = deployments.all();
  }

  private record Stored(FlowId id, String title, String document, int version) {}

  /// Adds a flow as if somebody had made it.
  public FlowId add(String id, String title, int version) {
    var flow = new FlowId(id);
    flows.put(flow, new Stored(flow, title, DOCUMENT, version));
    return flow;
  }

  @Override
  public List<FlowSummary> list() {
    user.require(Permission.FLOW_VIEW);
    return flows.values().stream().map(this::summary).toList();
  }

  private FlowSummary summary(Stored flow) {
    var live = deployments.stream().filter(each -> each.flow().equals(flow.id())).toList();
    return new FlowSummary(
        flow.id(),
        flow.title(),
        "webhook@1/receive",
        flow.version(),
        false,
        clock.instant(),
        "Maya Kern",
        live);
  }

  @Override
  public FlowSummary get(FlowId id) {
    return summary(stored(id));
  }

  private Stored stored(FlowId id) {
    var stored = flows.get(id);
    if (stored == null) throw DomainException.notFound("flow", id);
    return stored;
  }

  @Override
  public List<Template> templates() {
    return List.of(
        new Template("order-sync", "Order sync", "Orders to the ERP.", "cart", DOCUMENT, "{}"));
  }

  @Override
  public Draft create(@Nullable FlowId id, String title, @Nullable String template) {
    user.require(Permission.FLOW_EDIT);
    var name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var flow = id == null ? new FlowId(name) : id;
    if (flows.containsKey(flow))
      throw new DomainException(
          DomainException.Kind.CONFLICT, "flow-exists", "There is a flow '" + flow + "' already.");
    add(flow.value(), title, 0);
    return draft(flow);
  }

  @Override
  public Draft importDocument(String document) {
    user.require(Permission.FLOW_EDIT);
    if (!document.contains("interline/flow/1"))
      throw new DomainException(
          DomainException.Kind.INVALID, "document-malformed", "This is no flow document.");
    return draft(add("imported", "Imported", 0));
  }

  @Override
  public Draft draft(FlowId id) {
    var flow = stored(id);
    return new Draft(
        id, flow.title(), flow.document(), "{}", "1", clock.instant(), "Maya Kern", List.of());
  }

  @Override
  public Draft save(FlowId id, String etag, String document) {
    throw new UnsupportedOperationException("the editor's");
  }

  @Override
  public List<Problem> check(String document) {
    return List.of();
  }

  @Override
  public String schema() {
    return "{}";
  }

  @Override
  public Version publish(FlowId id, String etag, @Nullable String note) {
    user.require(Permission.FLOW_EDIT);
    var flow = stored(id);
    flows.put(id, new Stored(id, flow.title(), flow.document(), flow.version() + 1));
    return new Version(id, flow.version() + 1, "00", note, clock.instant(), "Maya Kern");
  }

  @Override
  public List<Version> versions(FlowId id) {
    return List.of();
  }

  @Override
  public VersionDocument version(FlowId id, int number) {
    throw DomainException.notFound("version", number);
  }

  @Override
  public void delete(FlowId id) {
    user.require(Permission.FLOW_EDIT);
    if (deployments.stream().anyMatch(each -> each.flow().equals(id)))
      throw new DomainException(
          DomainException.Kind.CONFLICT,
          "flow-deployed",
          "The flow '" + id + "' is live; take it out of its environments first.");
    flows.remove(id);
  }

  @Override
  public void saveLayout(FlowId id, String layout) {}
}
