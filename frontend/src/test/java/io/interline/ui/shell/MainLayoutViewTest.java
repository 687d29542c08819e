package io.interline.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.ui.flows.FlowsView;
import io.interline.ui.runs.RunsView;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {FlowsView.class, RunsView.class, MainLayout.class})
class MainLayoutViewTest extends ViewTest {

  @Test
  void navigationMarksThePageAndCounts() {
    flows.add("orders", "Orders", 1);
    deadLetters.add("The ERP answered 422");

    navigate(FlowsView.class);

    assertThat(link("nav-flows").getElement().getAttribute("aria-current")).isEqualTo("page");
    assertThat(link("nav-runs").getElement().hasAttribute("aria-current")).isFalse();
    assertThat(link("nav-flows").getElement().getTextRecursively()).contains("1");
    assertThat(link("nav-dead-letters").getElement().getTextRecursively()).contains("1");
  }

  private Anchor link(String id) {
    return find(Anchor.class).withId(id).single();
  }

  @Test
  void paletteFindsFlowsByALetterOrTwo() {
    flows.add("orders", "Web orders to ERP", 1);
    navigate(FlowsView.class);

    fireShortcut(Key.KEY_K, KeyModifier.CONTROL);
    test(find(TextField.class).withId("palette-search").single()).setValue("erp");

    var items = find(NativeButton.class).withClassName("il-item").all();
    assertThat(items).hasSize(2);
    test(items.getLast()).click();
    assertThat(getCurrentView()).isInstanceOf(RunsView.class);
  }

  @Test
  void userMenuNamesThePerson() {
    navigate(FlowsView.class);

    assertThat(find(NativeButton.class).withId("user-menu").single().getElement())
        .satisfies(button -> assertThat(button.getAttribute("aria-label")).contains("Maya Kern"));
    assertThat(find(Component.class).withId("organisation").single().getElement())
        .satisfies(pill -> assertThat(pill.getTextRecursively()).contains("Acme Trading"));
  }

  @Test
  void initialsAreOfTheFirstTwoNames() {
    assertThat(TopBar.initials("Maya Kern Long")).isEqualTo("MK");
    assertThat(TopBar.initials("  ")).isEmpty();
    assertThat(TopBar.initials("Élodie")).isEqualTo("É");
  }
}
