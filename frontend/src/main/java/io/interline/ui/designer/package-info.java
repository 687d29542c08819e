/// The designer: edits a flow's draft on the canvas and in forms, tries it, publishes it.
@org.jspecify.annotations.NullMarked
package io.interline.ui.designer;
