/// People: sign-up, verification, log-in, accepting an invitation.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.account;
