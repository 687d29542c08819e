/// The list of runs and one run with every step.
@org.jspecify.annotations.NullMarked
package io.interline.ui.runs;
