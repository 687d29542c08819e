/// Which fields of its data an expression names, compared with what is known of that data: a sample
/// of it, or its schema.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.fields;
