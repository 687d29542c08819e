package io.interline.security;

import io.interline.audit.AuditObject;
import io.interline.tenant.AuditTrail;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what was refused to whom.
class Refusals implements AuditTrail {

  private final List<AuditObject> refused = new CopyOnWriteArrayList<>();

  List<AuditObject> refused() {
    return refused;
  }

  @Override
  public void succeeded(String action, AuditObject object, Map<String, String> details) {}

  @Override
  public void refused(String action, AuditObject object, String reason) {
    refused.add(object);
  }
}
