/// Who is using the screens, and in which organisation.
@org.jspecify.annotations.NullMarked
package io.interline.ui.session;
