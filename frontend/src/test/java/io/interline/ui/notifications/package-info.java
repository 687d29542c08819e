/// Tests of the notifications page.
@org.jspecify.annotations.NullMarked
package io.interline.ui.notifications;
