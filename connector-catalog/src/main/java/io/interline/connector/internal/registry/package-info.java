/// The connectors that were found, with everything that is derived from their records.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.registry;
