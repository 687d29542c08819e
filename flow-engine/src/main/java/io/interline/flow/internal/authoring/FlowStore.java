package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.flow.internal.check.KnownFlows;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Flows, drafts, versions and deployments of the tenant in scope, within the transaction under
/// way.
@Component
class FlowStore implements KnownFlows {

  private final EntityManager entities;

  FlowStore(EntityManager entities) {
    this.entities = entities;
  }

  /// A flow that is not deleted.
  ///
  /// @throws DomainException of kind NOT_FOUND
  StoredFlow flow(FlowId id) {
    return living(id, entities.find(StoredFlow.class, StoredFlow.Key.of(id)));
  }

  /// The same, and nobody else can save, publish, deploy or delete it until the transaction ends.
  /// What is read of the flow after this is the latest.
  ///
  /// @throws DomainException of kind NOT_FOUND
  StoredFlow lockedFlow(FlowId id) {
    return living(
        id, entities.find(StoredFlow.class, StoredFlow.Key.of(id), LockModeType.PESSIMISTIC_WRITE));
  }

  private static StoredFlow living(FlowId id, @Nullable StoredFlow flow) {
    if (flow == null || flow.deletedAt != null) throw DomainException.notFound("flow", id);
    return flow;
  }

  /// Whether a flow has that id or once had it.
  boolean isTaken(FlowId id) {
    return entities.find(StoredFlow.class, StoredFlow.Key.of(id)) != null;
  }

  /// All ids, of deleted flows too, that begin so.
  List<String> idsLike(String beginning) {
    return entities
        .createQuery(
            "select f.flowId from StoredFlow f where f.flowId like :beginning", String.class)
        .setParameter("beginning", beginning + "%")
        .getResultList();
  }

  /// Flows that are not deleted, in order of title.
  List<StoredFlow> flows() {
    return entities
        .createQuery(
            "select f from StoredFlow f where f.deletedAt is null order by lower(f.title), f.flowId",
            StoredFlow.class)
        .getResultList();
  }

  @Override
  public Set<FlowId> ids() {
    return entities
        .createQuery("select f.flowId from StoredFlow f where f.deletedAt is null", String.class)
        .getResultStream()
        .map(FlowId::new)
        .collect(Collectors.toSet());
  }

  List<StoredDraft> drafts() {
    return entities.createQuery("select d from StoredDraft d", StoredDraft.class).getResultList();
  }

  /// @throws DomainException of kind NOT_FOUND
  StoredDraft draft(FlowId id) {
    var draft = entities.find(StoredDraft.class, StoredFlow.Key.of(id));
    if (draft == null) throw DomainException.notFound("flow", id);
    return draft;
  }

  /// The newest version of each flow.
  List<LatestVersion> latestVersions() {
    return entities
        .createQuery(
            """
            select new io.interline.flow.internal.authoring.FlowStore$LatestVersion(
              v.flowId, v.number, v.hash)
            from StoredVersion v
            where v.number = (
              select max(w.number) from StoredVersion w
              where w.flowId = v.flowId and w.tenantId = v.tenantId)
            """,
            LatestVersion.class)
        .getResultList();
  }

  /// Number and hash of a flow's newest version.
  record LatestVersion(String flow, int number, String hash) {}

  Optional<StoredVersion> latestVersion(FlowId id) {
    return versionQuery(id).setMaxResults(1).getResultList().stream().findFirst();
  }

  /// Newest first.
  List<StoredVersion> versions(FlowId id) {
    return versionQuery(id).getResultList();
  }

  private TypedQuery<StoredVersion> versionQuery(FlowId id) {
    return entities
        .createQuery(
            "select v from StoredVersion v where v.flowId = :id order by v.number desc",
            StoredVersion.class)
        .setParameter("id", id.value());
  }

  /// @throws DomainException of kind NOT_FOUND
  StoredVersion version(FlowId id, int number) {
    var key = new StoredVersion.Key(TenantScope.tenant().value(), id.value(), number);
    var version = entities.find(StoredVersion.class, key);
    if (version == null) throw DomainException.notFound("version", id + "/" + number);
    return version;
  }

  List<StoredDeployment> deployments() {
    return entities
        .createQuery(
            "select d from StoredDeployment d order by d.flowId, d.environment",
            StoredDeployment.class)
        .getResultList();
  }

  List<StoredDeployment> deployments(FlowId id) {
    return entities
        .createQuery(
            "select d from StoredDeployment d where d.flowId = :id order by d.environment",
            StoredDeployment.class)
        .setParameter("id", id.value())
        .getResultList();
  }

  Optional<StoredDeployment> deployment(FlowId id, Environment environment) {
    return Optional.ofNullable(
        entities.find(StoredDeployment.class, StoredDeployment.Key.of(id, environment)));
  }

  List<StoredAddress> addresses(FlowId id) {
    return entities
        .createQuery("select a from StoredAddress a where a.flowId = :id", StoredAddress.class)
        .setParameter("id", id.value())
        .getResultList();
  }

  /// Addresses that lead to what is deployed now.
  List<StoredAddress> addressesInUse() {
    return entities
        .createQuery(
            """
            select a from StoredAddress a
            join StoredDeployment d on d.tenantId = a.tenantId and d.flowId = a.flowId
              and d.environment = a.environment
            join StoredVersion v on v.tenantId = d.tenantId and v.flowId = d.flowId
              and v.number = d.version
            where v.triggerKind = WEBHOOK
            """,
            StoredAddress.class)
        .getResultList();
  }

  Optional<StoredAddress> address(FlowId id, Environment environment) {
    return Optional.ofNullable(
        entities.find(StoredAddress.class, StoredDeployment.Key.of(id, environment)));
  }

  /// Stores a new row and tells the database at once.
  void add(Object entity) {
    entities.persist(entity);
    entities.flush();
  }

  void remove(Object entity) {
    entities.remove(entity);
  }
}
