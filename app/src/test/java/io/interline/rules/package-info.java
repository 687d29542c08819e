/// The rules of the architecture, each with a fixture that breaks it.
@org.jspecify.annotations.NullMarked
package io.interline.rules;
