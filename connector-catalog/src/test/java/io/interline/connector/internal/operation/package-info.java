/// Tests of running operations.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.operation;
