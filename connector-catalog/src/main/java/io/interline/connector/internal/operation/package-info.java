/// Runs operations for the engine.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.operation;
