/// What the plan allows and what is used of it.
@org.jspecify.annotations.NullMarked
package io.interline.ui.limits;
