/// Connector schedule: the hub's clock starts runs.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.schedule;
