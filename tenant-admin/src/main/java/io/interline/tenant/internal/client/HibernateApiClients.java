package io.interline.tenant.internal.client;

import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.AccessControl;
import io.interline.tenant.ApiClients;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.internal.account.PersonalData;
import io.interline.tenant.internal.secret.Secrets;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Clients of the tenant in scope by Hibernate; the look-up across tenants is [ClientDirectory]'s.
@Service
class HibernateApiClients implements ApiClients {

  private final AccessControl access;
  private final AuditTrail trail;
  private final EntityManager entities;
  private final ClientDirectory directory;
  private final ClientProofs proofs;
  private final Secrets secrets;
  private final Clock clock;

  HibernateApiClients(
      AccessControl access,
      AuditTrail trail,
      EntityManager entities,
      ClientDirectory directory,
      ClientProofs proofs,
      Secrets secrets,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.entities = entities;
    this.directory = directory;
    this.proofs = proofs;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<ApiClient> list() {
    access.require(Permission.CLIENT_EDIT, AuditObject.of("client", "all"));
    return entities
        .createQuery("from ApiClientEntity order by createdAt, clientId", ApiClientEntity.class)
        .getResultStream()
        .map(ApiClientEntity::toApiClient)
        .toList();
  }

  @Override
  @Transactional
  public Issued create(String title, Role role) {
    access.require(Permission.CLIENT_EDIT, AuditObject.of("client", "new"));
    var secret = secrets.token();
    var client =
        new ApiClient(
            secrets.clientId(),
            PersonalData.title(title),
            role,
            TenantScope.current().actor().name(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            null);
    entities.persist(new ApiClientEntity(client, secrets.clientSecretHash(secret)));
    trail.succeeded(
        "client.create",
        AuditObject.of("client", client.clientId()),
        Map.of("title", client.title(), "role", role.name()));
    return new Issued(client, secret.text());
  }

  @Override
  @Transactional
  public void revoke(String clientId) {
    var object = AuditObject.of("client", clientId);
    access.require(Permission.CLIENT_EDIT, object);
    var client = entities.find(ApiClientEntity.class, clientId.replace('\0', '?'));
    if (client == null) throw DomainException.notFound("client", clientId);
    entities.remove(client);
    trail.succeeded("client.revoke", object, Map.of("title", client.title()));
  }

  @Override
  public Optional<Registered> registered(String clientId) {
    return directory.find(clientId);
  }

  @Override
  public void beginAuthentication(Origin origin) {
    proofs.begin(origin);
  }

  @Override
  public void endAuthentication(String clientId, Origin origin, boolean proved) {
    proofs.end(clientId, origin, proved);
  }

  @Override
  public void recordUse(String clientId) {
    directory.recordUse(clientId);
  }
}
