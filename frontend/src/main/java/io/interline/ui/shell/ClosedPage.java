package io.interline.ui.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.ui.elements.Glyph;

/// Shown in the place of a page for everybody that this installation does not have.
@Tag("main")
@AnonymousAllowed
public class ClosedPage extends ProblemPage implements HasErrorParameter<ClosedPage.Closed> {

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Closed> parameter) {
    say(
        Glyph.SEARCH,
        "There is no such page",
        "The address may be mistyped, or what was here is gone.");
    return 404;
  }

  /// Says that a page is not there.
  public static final class Closed extends RuntimeException {

    public Closed() {
      super("this installation has no such page");
    }
  }
}
