@org.jspecify.annotations.NullMarked
package io.interline.connector.spi;
