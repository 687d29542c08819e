/// Tests of connector core.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.core;
