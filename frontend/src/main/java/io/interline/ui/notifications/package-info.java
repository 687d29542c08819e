/// Who is told of what: mails to the reader, webhooks of the organisation, what was sent.
@org.jspecify.annotations.NullMarked
package io.interline.ui.notifications;
