package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/// A label, a field, and below it what the field makes of its value, or what is wrong.
final class FieldRow extends Div {

  private final Div below = new Div();
  private final Div hints = new Div();
  private final Div marked = new Div();
  private final Div head = new Div();
  private @Nullable Place place;

  /// The field of the document that is shown.
  ///
  /// @param pointer within the step
  /// @param required whether it must be there
  record Place(String step, String pointer, boolean required) {}

  FieldRow(String label, Component field) {
    addClassName("ild-field");
    head.addClassName("ild-label");
    var words = new Span(label);
    head.add(words);
    below.addClassName("ild-below");
    below.setVisible(false);
    hints.addClassName("ild-hints");
    hints.setVisible(false);
    marked.addClassNames("ild-below", "ild-wrong", "ild-mark");
    marked.setVisible(false);
    add(head, field, below, hints, marked);
  }

  /// Says which field of the document this is, so that it can be marked with its problem.
  FieldRow at(String step, String pointer, boolean required) {
    place = new Place(step, pointer, required);
    return this;
  }

  @Nullable Place place() {
    return place;
  }

  /// Marks the field with what the check says of it; absent when it says nothing.
  void mark(@Nullable String problem) {
    setClassName("ild-marked", problem != null);
    marked.setText(problem == null ? "" : problem);
    marked.setVisible(problem != null);
  }

  /// Adds a quiet word behind the label.
  FieldRow aside(String words) {
    var span = new Span(words);
    span.addClassName("il-sub");
    head.add(span);
    return this;
  }

  FieldRow aside(Component component) {
    head.add(component);
    return this;
  }

  /// One sentence under the field.
  FieldRow help(String words) {
    if (words.isEmpty()) return this;
    var help = new Div(words);
    help.addClassName("ild-help");
    add(help);
    return this;
  }

  /// The problem that the field is marked with; empty when it is not.
  String marked() {
    return marked.getText();
  }

  /// The value that the field has now.
  void value(String words) {
    show(words, "ild-value");
  }

  void wrong(String words) {
    show(words, "ild-wrong");
  }

  /// Adds what is probably not meant so.
  ///
  /// @param change does what was probably meant; absent when that is not known
  void hint(String words, @Nullable Runnable change) {
    hints.add(Hints.line(words, change));
    hints.setVisible(true);
  }

  void nothing() {
    below.setVisible(false);
    below.setText("");
    noHints();
  }

  private void noHints() {
    hints.removeAll();
    hints.setVisible(false);
  }

  /// What stands below the field; absent when nothing does.
  @Nullable String below() {
    return below.isVisible() ? below.getText() : null;
  }

  private void show(String words, String className) {
    noHints();
    below.setText(words);
    below.setClassName("ild-below " + className);
    below.getElement().setAttribute("role", "status");
    below.setVisible(true);
  }
}
