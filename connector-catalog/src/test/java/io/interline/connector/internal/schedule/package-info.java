/// Tests of connector schedule.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.schedule;
