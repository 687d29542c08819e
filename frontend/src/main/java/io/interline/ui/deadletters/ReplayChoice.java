package io.interline.ui.deadletters;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;

/// Where a replay begins, and on which version.
final class ReplayChoice extends Div {

  private final RadioButtonGroup<ReplayFrom> from = new RadioButtonGroup<>("Begin");
  private final RadioButtonGroup<ReplayOn> on = new RadioButtonGroup<>("Version");

  ReplayChoice(Runnable changed) {
    from.setId("replay-from");
    from.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
    from.setItems(ReplayFrom.values());
    from.setItemLabelGenerator(
        each ->
            switch (each) {
              case START -> "From the start: all steps are done again";
              case FAILED_STEP -> "From the failed step: what earlier steps did is kept";
            });
    from.setValue(ReplayFrom.START);
    on.setId("replay-on");
    on.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
    on.setItems(ReplayOn.DEPLOYED, ReplayOn.SAME);
    on.setItemLabelGenerator(
        each ->
            switch (each) {
              case DEPLOYED -> "The one that is live now";
              case SAME -> "The one that failed";
            });
    on.setValue(ReplayOn.DEPLOYED);
    from.addValueChangeListener(change -> changed.run());
    on.addValueChangeListener(change -> changed.run());
    addClassName("il-form");
    add(from, on);
  }

  ReplayFrom from() {
    return from.getValue();
  }

  ReplayOn on() {
    return on.getValue();
  }
}
