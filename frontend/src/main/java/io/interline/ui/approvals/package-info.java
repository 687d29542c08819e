/// Decisions that runs wait for.
@org.jspecify.annotations.NullMarked
package io.interline.ui.approvals;
