package io.interline.ui.home;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Style.BoxSizing;
import io.interline.flow.Limits.Kind;
import io.interline.flow.Limits.Use;
import io.interline.ui.elements.Card;
import io.interline.ui.limits.LimitWords;
import java.util.List;

/// What the organisation takes of its plan now.
final class PlanUse extends Div {

  private static final List<Kind> SHOWN =
      List.of(Kind.MONTHLY_RUNS, Kind.CONCURRENT_RUNS, Kind.BACKLOG);

  private final Div content = new Div();
  private final Span title = new Span();

  PlanUse() {
    content.addClassName("il-card-body");
    title.addClassName("il-muted");
    var card = new Card("Your plan").actions(title);
    card.add(content);
    card.getStyle().setHeight("100%").setBoxSizing(BoxSizing.BORDER_BOX);
    add(card);
  }

  void show(Use use) {
    title.setText(use.plan().title());
    content.removeAll();
    for (var kind : SHOWN) content.add(LimitWords.meter(use.limit(kind)));
    content.add(new Anchor("limits", "All limits, and what uses them"));
  }
}
