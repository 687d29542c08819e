/// JSLT made safe inside the JVM: mappings, texts with `${…}` and conditions, each within limits of
/// time, steps, depth and memory, while compiling as well as while evaluating.
///
/// [Mapping], [Template] and [Condition] are the way in. The JSLT library itself is defined a
/// second time by [WeavingLoader], which weaves calls of [Checkpoints], [GuardedCalls] and
/// [GuardedArguments] into it; these spend the [Budget] of the work under way. No other package
/// may use the library's own parser.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.expression;
