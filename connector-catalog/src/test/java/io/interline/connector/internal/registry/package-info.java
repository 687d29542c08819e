/// Tests of the catalogue.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.registry;
