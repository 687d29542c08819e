/// PostgreSQL storage of the audit log.
@org.jspecify.annotations.NullMarked
package io.interline.audit.internal;
