package io.interline.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.interline.tenant.DomainException;
import io.interline.ui.elements.Notices;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What happens when an action on a screen fails and nobody expected it: it is logged once, under a
/// reference, and the reader is told in words.
@Component
class Failures implements VaadinServiceInitListener {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(this::tell));
  }

  private void tell(ErrorEvent event) {
    var cause = event.getThrowable();
    var words =
        cause instanceof DomainException refusal
            ? String.valueOf(refusal.getMessage())
            : "Something went wrong. Try again; if it comes back, quote " + log(cause) + ".";
    if (UI.getCurrent() != null) Notices.problem(words);
  }

  /// Logs a failure and answers the reference to find it by.
  static String log(Throwable failure) {
    var reference = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("A screen failed. reference={}", reference, failure);
    return reference;
  }
}
