/// The frame around the views: top bar, navigation, command palette, error pages.
@org.jspecify.annotations.NullMarked
package io.interline.ui.shell;
