/// Plans and the limits that follow from them.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.plan;
