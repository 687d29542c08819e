/// The organisation and its API clients.
@org.jspecify.annotations.NullMarked
package io.interline.ui.settings;
