package io.interline.ui.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.ui.elements.Glyph;

/// An address that leads nowhere.
@Tag("main")
@AnonymousAllowed
public class NotFoundPage extends ProblemPage implements HasErrorParameter<NotFoundException> {

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    say(
        Glyph.SEARCH,
        "There is no such page",
        "The address may be mistyped, or what was here is gone.");
    return 404;
  }
}
