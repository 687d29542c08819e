package io.interline.flow.internal;

import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;

/// Spring application event: what is live of a flow in an environment has changed (deployed,
/// enabled, disabled or taken out). Published after the transaction that changed it has committed,
/// in its thread; a listener reads the new state from `LiveFlows`.
public record DeploymentChanged(TenantId tenant, FlowId flow, Environment environment) {}
