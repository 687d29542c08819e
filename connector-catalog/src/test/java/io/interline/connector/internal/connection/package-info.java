/// Tests of connections.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.connection;
