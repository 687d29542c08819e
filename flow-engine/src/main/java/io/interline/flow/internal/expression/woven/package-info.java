/// What is defined by the weaving class loader beside the JSLT library. Not to be named
/// elsewhere: a class of this package that is loaded in the usual way compiles mappings without
/// any limit.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.expression.woven;
