/// Messages as JSON, within limits.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.message;
