package io.interline.tenant.internal.organisation;

import io.interline.audit.AuditObject;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Organisations;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.internal.account.PersonalData;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The organisation in scope, by Hibernate.
@Service
class HibernateOrganisations implements Organisations {

  private final AccessControl access;
  private final AuditTrail trail;
  private final EntityManager entities;

  HibernateOrganisations(AccessControl access, AuditTrail trail, EntityManager entities) {
    this.access = access;
    this.trail = trail;
    this.entities = entities;
  }

  @Override
  @Transactional(readOnly = true)
  public Organisation current() {
    return entity().toOrganisation();
  }

  @Override
  @Transactional
  public void rename(String name) {
    access.require(Permission.MEMBER_EDIT, object());
    var changed = PersonalData.organisation(name);
    var organisation = entity();
    var before = organisation.name();
    if (before.equals(changed)) return;
    organisation.rename(changed);
    trail.succeeded("organisation.rename", object(), Map.of("from", before, "to", changed));
  }

  @Override
  @Transactional
  public void finishGuidedStart() {
    access.require(Permission.FLOW_EDIT, object());
    var organisation = entity();
    if (!organisation.guidedStart()) return;
    organisation.finishGuidedStart();
    trail.succeeded("organisation.finish-guided-start", object(), Map.of());
  }

  private OrganisationEntity entity() {
    var tenant = TenantScope.tenant();
    var found = entities.find(OrganisationEntity.class, tenant.value());
    if (found == null) throw DomainException.notFound("organisation", tenant);
    return found;
  }

  private static AuditObject object() {
    return AuditObject.of("organisation", TenantScope.tenant().toString());
  }
}
