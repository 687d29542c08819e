package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;

/// A form that follows the document. After a change that came from elsewhere it is not made anew:
/// each part takes the value that it has now and stays where it is, so that a menu that is open, a
/// text that is being typed and the focus are not lost.
class DocumentForm extends Div {

  private final List<Runnable> followers = new ArrayList<>();

  DocumentForm(Component... components) {
    super(components);
    addClassName("ild-form");
  }

  /// Adds what is to be done when the document has changed.
  final void follow(Runnable follower) {
    followers.add(follower);
  }

  /// Shows the document as it is now.
  final void refresh() {
    for (var follower : List.copyOf(followers)) follower.run();
  }
}
