/// The audit log: who did what to which object, and with what outcome. Knows logs, not tenants.
@org.jspecify.annotations.NullMarked
package io.interline.audit;
