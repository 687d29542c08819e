package io.interline.flow.internal.schema;

/// One place where a value does not fit its schema.
///
/// @param pointer RFC 6901 pointer into the value; empty for the value as a whole
/// @param message what is wrong, in words
public record SchemaViolation(String pointer, String message) {}
