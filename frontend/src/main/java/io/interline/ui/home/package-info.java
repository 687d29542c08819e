/// The first page: what is well, what is not, and the guided start.
@org.jspecify.annotations.NullMarked
package io.interline.ui.home;
