/// In-memory services behind the screens, for tests without a browser.
@org.jspecify.annotations.NullMarked
package io.interline.ui.testing;
