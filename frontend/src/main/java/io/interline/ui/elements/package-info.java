/// The pieces that all views are drawn with: chips, cards, tables, times, messages.
@org.jspecify.annotations.NullMarked
package io.interline.ui.elements;
