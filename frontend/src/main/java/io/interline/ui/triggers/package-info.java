/// Triggers of deployed flows and how they are.
@org.jspecify.annotations.NullMarked
package io.interline.ui.triggers;
