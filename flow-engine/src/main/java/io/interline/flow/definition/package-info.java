/// The flow document `interline/flow/1`.
@org.jspecify.annotations.NullMarked
package io.interline.flow.definition;
