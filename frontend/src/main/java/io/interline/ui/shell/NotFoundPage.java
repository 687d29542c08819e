package io.interline.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Page;
import jakarta.annotation.security.PermitAll;

/// An address that leads nowhere, for who is logged in: the way on is in the frame around it.
@ParentLayout(MainLayout.class)
@PermitAll
public class NotFoundPage extends Page implements HasErrorParameter<NotFoundException> {

  public NotFoundPage() {
    super("Not found");
    setId("not-found");
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    body().removeAll();
    body()
        .add(
            new EmptyState(
                Glyph.SEARCH,
                "There is no such page",
                "The address may be mistyped, or what was here is gone.",
                new Anchor(".", "Go to the home page")));
    return 404;
  }
}
