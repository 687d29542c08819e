/// Log-in, sign-up, verification, invitations and the local outbox.
@org.jspecify.annotations.NullMarked
package io.interline.ui.account;
