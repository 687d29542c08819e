package io.interline.ui.elements;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/// Short messages in the corner that go by themselves.
public final class Notices {

  private Notices() {}

  /// Something was done. Four seconds.
  public static void done(String words) {
    show(words, NotificationVariant.SUCCESS, 4_000);
  }

  /// Something was not done, and why. Ten seconds.
  public static void problem(String words) {
    show(words, NotificationVariant.ERROR, 10_000);
  }

  private static void show(String words, NotificationVariant variant, int millis) {
    var notification = new Notification(words, millis, Notification.Position.BOTTOM_END);
    notification.addThemeVariants(variant);
    notification.setAssertive(variant == NotificationVariant.ERROR);
    notification.open();
  }
}
