package io.interline.flow.internal.authoring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.internal.authoring.FlowStore.LatestVersion;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts together what lists say of flows and deployments, with one query for each table however
/// many flows there are.
@Component
class FlowOverview {

  private final FlowStore store;

  FlowOverview(FlowStore store) {
    this.store = store;
  }

  /// In order of title.
  List<FlowSummary> all() {
    Map<String, StoredDraft> drafts =
        store.drafts().stream().collect(toMap(draft -> draft.flowId, draft -> draft));
    Map<String, LatestVersion> versions =
        store.latestVersions().stream().collect(toMap(LatestVersion::flow, version -> version));
    Map<String, List<Deployment>> live =
        deployments().stream().collect(groupingBy(deployment -> deployment.flow().value()));
    return store.flows().stream()
        .map(
            flow ->
                summary(
                    flow,
                    Objects.requireNonNull(drafts.get(flow.flowId)),
                    versions.get(flow.flowId),
                    live.getOrDefault(flow.flowId, List.of())))
        .toList();
  }

  /// @throws DomainException of kind NOT_FOUND
  FlowSummary of(FlowId id) {
    var latest =
        store
            .latestVersion(id)
            .map(version -> new LatestVersion(version.flowId, version.number, version.hash))
            .orElse(null);
    return summary(store.flow(id), store.draft(id), latest, deployments(id));
  }

  private static FlowSummary summary(
      StoredFlow flow,
      StoredDraft draft,
      @Nullable LatestVersion latest,
      List<Deployment> deployments) {
    return new FlowSummary(
        flow.id(),
        flow.title,
        draft.trigger,
        latest == null ? 0 : latest.number(),
        latest == null || !latest.hash().equals(draft.hash),
        draft.savedAt,
        draft.savedBy,
        deployments);
  }

  /// Of all flows, in order of flow and environment.
  List<Deployment> deployments() {
    return faces(store.deployments(), store.addressesInUse());
  }

  private List<Deployment> deployments(FlowId id) {
    return faces(store.deployments(id), store.addressesInUse());
  }

  private static List<Deployment> faces(
      List<StoredDeployment> deployments, List<StoredAddress> addresses) {
    record Place(String flow, Environment environment) {}
    Map<Place, StoredAddress> byPlace =
        addresses.stream().collect(toMap(a -> new Place(a.flowId, a.environment), a -> a));
    return deployments.stream()
        .map(d -> face(d, byPlace.get(new Place(d.flowId, d.environment))))
        .toList();
  }

  /// @param address absent when no webhook starts the flow
  static Deployment face(StoredDeployment deployment, @Nullable StoredAddress address) {
    return new Deployment(
        new FlowId(deployment.flowId),
        deployment.environment,
        deployment.version,
        deployment.enabled,
        address == null ? null : address.path(),
        deployment.deployedAt,
        deployment.deployedBy);
  }
}
