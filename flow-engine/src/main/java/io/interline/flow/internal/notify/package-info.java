/// What the engine has to tell people: finds it and hands it to the notifications.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.notify;
