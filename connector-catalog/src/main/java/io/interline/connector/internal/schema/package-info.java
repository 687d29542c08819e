/// From `@Field` records to JSON Schema, and between records and JSON.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.schema;
