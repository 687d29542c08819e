/// Messages whose run failed for good: look, edit, replay, discard.
@org.jspecify.annotations.NullMarked
package io.interline.ui.deadletters;
