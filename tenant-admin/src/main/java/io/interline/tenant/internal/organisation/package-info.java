/// The tenant as an organisation.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.organisation;
