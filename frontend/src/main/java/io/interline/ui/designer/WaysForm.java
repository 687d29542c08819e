package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Glyph;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/// The ways of a switch with their conditions, or the branches of a parallel block.
final class WaysForm extends DocumentForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;
  private final String step;
  private final boolean conditions;
  private final String list;
  private final Runnable redraw;
  private final Div cards = new Div();
  private final List<Card> ways = new ArrayList<>();

  /// What a way's card has besides its title.
  private record Shape(boolean otherwise, boolean removable) {}

  private static final class Card extends DocumentForm {
    private final Shape shape;

    Card(Shape shape) {
      this.shape = shape;
      removeClassName("ild-form");
      addClassName("ild-way");
    }
  }

  /// @param conditions for a switch; without for a parallel block
  /// @param redraw called when the ways are others than before
  WaysForm(DesignerSession session, String step, boolean conditions, Runnable redraw) {
    this.session = session;
    this.step = step;
    this.conditions = conditions;
    this.redraw = redraw;
    list = conditions ? "/switch" : "/parallel/branches";
    cards.addClassName("ild-form");
    if (conditions)
      add(
          StepPanels.hint(
              "The first way whose condition holds is taken; the last one is for all others."));
    add(cards);
    if (session.editable())
      add(
          Buttons.small(
              "add-way",
              Glyph.PLUS,
              conditions ? "Add a way" : "Add a branch",
              () -> change(new Edit.AddWay(step))));
    draw();
    follow(this::draw);
  }

  private void change(Edit edit) {
    session.edit(edit, DesignerSession.Origin.FORM);
    redraw.run();
  }

  private void draw() {
    var now = session.at(step, list);
    while (ways.size() > now.size()) cards.remove(ways.removeLast());
    for (int i = 0; i < now.size(); i++) {
      var otherwise = conditions && !now.get(i).has("when");
      var shape = new Shape(otherwise, !otherwise && now.size() > 1);
      if (i < ways.size() && ways.get(i).shape.equals(shape)) {
        ways.get(i).refresh();
        continue;
      }
      var card = card(shape, i);
      if (i < ways.size()) {
        cards.replace(ways.get(i), card);
        ways.set(i, card);
      } else {
        cards.add(card);
        ways.add(card);
      }
    }
  }

  private Card card(Shape shape, int index) {
    var card = new Card(shape);
    var head = new Div(title(card, index, shape.otherwise()));
    head.addClassName("ild-way-head");
    if (session.editable()) {
      if (index > 0 && !shape.otherwise()) head.add(moveUp(index));
      if (shape.removable()) head.add(remove(index));
    }
    card.add(head);
    if (conditions && !shape.otherwise()) card.add(condition(card, index));
    return card;
  }

  private TextField title(Card card, int index, boolean otherwise) {
    var pointer = list + "/" + index + "/title";
    var title = new TextField();
    title.setPlaceholder(
        otherwise ? "Otherwise" : conditions ? "Way " + (index + 1) : "Branch " + (index + 1));
    title.setAriaLabel("Title of " + (conditions ? "way " : "branch ") + (index + 1));
    title.setId("way-title-" + index);
    title.setValue(session.at(step, pointer).asString(""));
    title.setReadOnly(!session.editable());
    title.setValueChangeMode(ValueChangeMode.LAZY);
    title.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(
                step,
                pointer,
                change.getValue().isBlank() ? null : NODES.stringNode(change.getValue()));
        });
    card.follow(() -> title.setValue(session.at(step, pointer).asString("")));
    return title;
  }

  private Component condition(Card card, int index) {
    var pointer = list + "/" + index + "/when";
    var condition = ExpressionField.condition(session, step, "When").withId("way-when-" + index);
    condition.row().at(step, pointer, true);
    condition.text(session.at(step, pointer).asString(""));
    condition.onChange(text -> session.set(step, pointer, NODES.stringNode(text)));
    card.follow(() -> condition.refresh(session.at(step, pointer).asString("")));
    return condition;
  }

  private Component moveUp(int index) {
    return Drawing.button(
        "way-up-" + index, "arrow-up", "Move up", () -> change(new Edit.MoveWay(step, index, -1)));
  }

  private Component remove(int index) {
    return Buttons.icon(
        "way-remove-" + index,
        Glyph.DELETE,
        "Remove with its steps",
        () -> change(new Edit.RemoveWay(step, index)));
  }
}
