/// The connector SDK: all that a connector may see of the hub.
@org.jspecify.annotations.NullMarked
package io.interline.connector.spi;
