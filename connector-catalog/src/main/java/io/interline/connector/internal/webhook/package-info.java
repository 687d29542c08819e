/// Connector webhook: other systems send messages to the hub.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.webhook;
