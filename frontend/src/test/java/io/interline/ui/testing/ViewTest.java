package io.interline.ui.testing;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import io.interline.tenant.Role;
import io.interline.ui.elements.Go;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.test.context.ContextConfiguration;

/// A view with the services of [FakeHub] behind it. The context is one for all tests; the services
/// are made anew for each.
@ContextConfiguration(classes = FakeHub.class)
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
  @Autowired protected FakeNotifications notifications;
  @Autowired protected FakeConnections connections;
  @Autowired protected FakeMembers members;
  @Autowired protected FakeOrganisation organisation;
  @Autowired protected FakeAccounts accounts;
  @Autowired protected FakeAudit audit;

  /// The next test finds a hub in which nothing has happened.
  @AfterEach
  final void forget(@Autowired DefaultListableBeanFactory beans) {
    for (var name : beans.getBeanNamesForType(Object.class))
      if (isOfTheHub(beans, name)) beans.destroySingleton(name);
  }

  private static boolean isOfTheHub(DefaultListableBeanFactory beans, String name) {
    return beans.containsBeanDefinition(name)
        && "fakeHub".equals(beans.getBeanDefinition(name).getFactoryBeanName());
  }

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
