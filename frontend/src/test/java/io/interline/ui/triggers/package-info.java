@org.jspecify.annotations.NullMarked
package io.interline.ui.triggers;
