/// What people see of runs and dead letters, and the test bench.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.inspect;
