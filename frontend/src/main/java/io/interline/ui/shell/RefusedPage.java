package io.interline.ui.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.ui.elements.Glyph;

/// A page that the reader's role does not open.
@Tag("main")
@AnonymousAllowed
public class RefusedPage extends ProblemPage implements HasErrorParameter<AccessDeniedException> {

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
    say(
        Glyph.LOCK,
        "This page is not open to you",
        "Log in with another account, or ask an owner of your organisation for the right.");
    return 403;
  }
}
