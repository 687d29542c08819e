package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;

/// A point in time, written by the browser in its reader's zone and language.
@Tag("il-time")
@JsModule("./interline/time.ts")
public final class TimeText extends Component {

  private TimeText(Instant at, String form) {
    getElement().setAttribute("at", at.toString());
    getElement().setAttribute("form", form);
  }

  /// "3 min ago", kept up to date; the exact time on hover.
  public static TimeText relative(Instant at) {
    return new TimeText(at, "relative");
  }

  /// Date and time to the second.
  public static TimeText exact(Instant at) {
    return new TimeText(at, "exact");
  }

  /// Time of day to the second; the date on hover.
  public static TimeText timeOfDay(Instant at) {
    return new TimeText(at, "time");
  }

  /// Time of day to the millisecond; the date on hover.
  public static TimeText clock(Instant at) {
    return new TimeText(at, "clock");
  }
}
