/// The audit log, with filters.
@org.jspecify.annotations.NullMarked
package io.interline.ui.auditlog;
