package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.time.Duration;

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
}
