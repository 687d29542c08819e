/// Tests of what a connector gets to work with.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.call;
