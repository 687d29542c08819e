/// The canvas: a flow document drawn as cards and wires, to edit or to follow a run.
@org.jspecify.annotations.NullMarked
package io.interline.ui.canvas;
