/// Schedule triggers: Quartz decides that a firing is due, the engine does the work.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.schedule;
