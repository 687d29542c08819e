/// Time and ids.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.time;
