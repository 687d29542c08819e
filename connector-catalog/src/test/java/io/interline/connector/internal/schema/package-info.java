/// Tests of schemas and binding.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.schema;
