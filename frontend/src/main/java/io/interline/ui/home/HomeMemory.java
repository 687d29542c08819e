package io.interline.ui.home;

import com.vaadin.flow.server.VaadinSession;
import io.interline.tenant.Environment;
import java.util.function.Supplier;

/// What the home page remembers for as long as a person is logged in.
final class HomeMemory {

  private static final String SKIPPED = HomeMemory.class.getName() + ".skipped";
  private static final String ENVIRONMENT = HomeMemory.class.getName() + ".environment";

  private HomeMemory() {}

  static boolean startSkipped() {
    return Boolean.TRUE.equals(VaadinSession.getCurrent().getAttribute(SKIPPED));
  }

  static void skipStart() {
    VaadinSession.getCurrent().setAttribute(SKIPPED, true);
  }

  static void environment(Environment environment) {
    VaadinSession.getCurrent().setAttribute(ENVIRONMENT, environment);
  }

  static Environment environment(Supplier<Environment> otherwise) {
    return VaadinSession.getCurrent().getAttribute(ENVIRONMENT) instanceof Environment chosen
        ? chosen
        : otherwise.get();
  }
}
