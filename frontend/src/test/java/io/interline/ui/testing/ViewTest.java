package io.interline.ui.testing;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import io.interline.tenant.Role;
import io.interline.ui.elements.Go;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.ContextConfiguration;

/// A view with the services of [FakeHub] behind it, made anew for each test.
@ContextConfiguration(classes = FakeHub.class)
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
public abstract class ViewTest extends SpringBrowserlessTest {

  @Autowired protected FakeUser user;
  @Autowired protected FakeFlows flows;
  @Autowired protected FakeDeployments deployments;
  @Autowired protected FakeRuns runs;
  @Autowired protected FakeDeadLetters deadLetters;
  @Autowired protected FakeApprovals approvals;
  @Autowired protected FakeReplays replays;
  @Autowired protected FakeCircuits circuits;
  @Autowired protected FakeTriggers triggers;
  @Autowired protected FakeConnections connections;
  @Autowired protected FakeMembers members;
  @Autowired protected FakeOrganisation organisation;
  @Autowired protected FakeAccounts accounts;
  @Autowired protected FakeAudit audit;

  protected final void as(Role role) {
    user.role(role);
  }

  /// Goes to an address, parameters included, and answers the view that it shows.
  protected final <T extends Component> T visit(String location, Class<T> view) {
    Go.to(location);
    return view.cast(getCurrentView());
  }

  protected final void click(String id) {
    test(find(Button.class).withId(id).single()).click();
  }

  protected final boolean shows(String id) {
    return find(Component.class).withId(id).exists();
  }

  /// All words of the page, dialogs included.
  protected final String words() {
    return find(Component.class).all().stream()
        .map(component -> component.getElement().getText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /// What the corner says, newest last.
  protected final String notice() {
    var all = find(Notification.class).all();
    return all.isEmpty() ? "" : all.getLast().getElement().getProperty("text", "");
  }
}
