/// Whether the caller may, and the record of what they did.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.access;
