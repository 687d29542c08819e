package io.interline.ui.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.tenant.DomainException;
import io.interline.ui.elements.Glyph;

/// A page that could not be shown. A refusal is said in its own words; anything else is logged
/// under a reference that the reader can quote.
@Tag("main")
@AnonymousAllowed
public class FailurePage extends ProblemPage implements HasErrorParameter<Exception> {

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    if (parameter.getCaughtException() instanceof DomainException refusal) {
      say(Glyph.INFO, "This does not work", String.valueOf(refusal.getMessage()));
      return refusal.kind() == DomainException.Kind.NOT_FOUND ? 404 : 403;
    }
    var reference = Failures.log(parameter.getCaughtException());
    say(
        Glyph.WARNING,
        "Something went wrong",
        "It is our mistake, not yours, and nothing that was saved is lost. Try again; if it comes"
            + " back, quote "
            + reference
            + ".");
    return 500;
  }
}
