/// Benchmarks: what the hub reaches on this machine, beside what the machine can do at all.
@org.jspecify.annotations.NullMarked
package io.interline.bench;
