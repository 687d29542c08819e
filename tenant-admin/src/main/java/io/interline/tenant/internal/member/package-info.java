/// The members of a tenant and those invited.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.member;
