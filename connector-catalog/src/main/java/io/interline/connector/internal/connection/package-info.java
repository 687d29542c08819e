/// The connections of tenants: kept, tested, and opened for the engine.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.connection;
