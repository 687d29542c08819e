package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Keeps a view up to date while it is on the screen: the browser asks at an interval, in a request
/// of its own, so that the work is done in its user's name. One per view.
public final class Live {

  private Live() {}

  /// Runs `refresh` at an interval from attach to detach.
  public static void every(Duration interval, Component view, Runnable refresh) {
    view.addAttachListener(
        attached -> {
          UI ui = attached.getUI();
          ui.setPollInterval((int) interval.toMillis());
          var polling = ui.addPollListener(poll -> refresh.run());
          view.addDetachListener(
              detached -> {
                detached.unregisterListener();
                polling.remove();
                ui.setPollInterval(-1);
              });
        });
  }

  /// Runs `refresh` at an interval, from now until it answers that nothing is left to follow, or
  /// the view, which is on the screen, leaves it.
  public static void until(Duration interval, Component view, BooleanSupplier refresh) {
    UI ui = view.getUI().orElseThrow();
    ui.setPollInterval((int) interval.toMillis());
    var ends = new Registration[2];
    Runnable end =
        () -> {
          for (var each : ends) each.remove();
          ui.setPollInterval(-1);
        };
    ends[0] =
        ui.addPollListener(
            poll -> {
              if (refresh.getAsBoolean()) end.run();
            });
    ends[1] = view.addDetachListener(detached -> end.run());
  }
}
