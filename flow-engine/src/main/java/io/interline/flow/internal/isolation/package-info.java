/// Keeps one member of a shared loop from stopping it for all others.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.isolation;
