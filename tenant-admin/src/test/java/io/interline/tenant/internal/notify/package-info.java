/// Tests of notifications.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.notify;
