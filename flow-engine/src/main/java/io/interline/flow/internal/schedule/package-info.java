/// Triggers that the hub sees to by itself: schedules, polls and streams. The table says what is
/// due, the engine does the work.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.schedule;
