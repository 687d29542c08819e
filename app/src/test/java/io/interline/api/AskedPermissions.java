package io.interline.api;

import io.interline.tenant.AccessControl;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// Notes which permissions the services ask for, and in whose name. Without a stereotype, so that
/// only the hub of tests has it.
public final class AskedPermissions implements BeanPostProcessor {

  private static final List<Asked> ALL = new CopyOnWriteArrayList<>();

  private record Asked(TenantId tenant, Permission permission) {}

  /// What was asked for in the tenant's name since the last call of this method.
  public static List<Permission> of(TenantId tenant) {
    var asked = ALL.stream().filter(one -> one.tenant().equals(tenant)).toList();
    ALL.removeAll(asked);
    return asked.stream().map(Asked::permission).toList();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof AccessControl control)) return bean;
    return (AccessControl)
        (permission, on) -> {
          ALL.add(new Asked(TenantScope.tenant(), permission));
          control.require(permission, on);
        };
  }
}
