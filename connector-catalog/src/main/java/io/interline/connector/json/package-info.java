/// The reader and writer of all JSON that flows handle.
@org.jspecify.annotations.NullMarked
package io.interline.connector.json;
