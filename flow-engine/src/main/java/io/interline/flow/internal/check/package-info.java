/// What is wrong with a flow document, beyond its structure.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.check;
