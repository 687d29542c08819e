/// Notifications: what people are told, by mail and by webhook, at most once an hour and cause.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.notify;
