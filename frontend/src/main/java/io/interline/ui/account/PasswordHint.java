package io.interline.ui.account;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// Four bars and a word under a password field: how hard it is to guess. A hint; the rule is the
/// service's.
final class PasswordHint extends Div {

  static final String RULE = "At least 10 characters; a sentence works well.";

  private final Div bars = new Div();
  private final Span word = new Span();

  PasswordHint(PasswordField field) {
    bars.addClassName("il-strength");
    bars.getElement().setAttribute("aria-hidden", "true");
    for (int i = 0; i < 4; i++) bars.add(new Span());
    word.addClassName("il-sub");
    word.getElement().setAttribute("aria-live", "polite");
    word.setText(RULE);
    add(bars, word);
    field.setValueChangeMode(ValueChangeMode.TIMEOUT);
    field.addValueChangeListener(change -> show(change.getValue()));
  }

  private void show(String password) {
    int strength = strength(password);
    for (int i = 0; i < 4; i++) bars.getComponentAt(i).setClassName("on", i < strength);
    for (int i = 1; i <= 4; i++) bars.setClassName("s" + i, i == strength);
    word.setText(
        switch (strength) {
          case 0 -> RULE;
          case 1 -> "Weak. " + RULE;
          case 2 -> "Fair: longer is better.";
          case 3 -> "Good.";
          default -> "Strong.";
        });
  }

  /// 0 (none) to 4 (strong): by length, kinds of characters and repetition.
  static int strength(String password) {
    if (password.isEmpty()) return 0;
    long different = password.toLowerCase(Locale.ROOT).codePoints().distinct().count();
    if (password.length() < 10 || different < 5) return 1;
    int kinds = 0;
    for (var kind : new String[] {"[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"}) {
      if (Pattern.compile(kind).matcher(password).find()) kinds++;
    }
    if (password.length() >= 20 || (password.length() >= 16 && kinds >= 3)) return 4;
    return kinds >= 3 || password.length() >= 16 ? 3 : 2;
  }
}
