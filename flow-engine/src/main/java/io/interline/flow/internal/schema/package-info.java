/// JSON Schema for messages and for the validate block, within limits.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.schema;
