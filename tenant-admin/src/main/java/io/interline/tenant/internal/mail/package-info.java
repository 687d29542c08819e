/// Mail by SMTP, or kept in memory where no server is configured.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.mail;
