package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.audit.Actor;
import io.interline.audit.Origin;
import io.interline.flow.Flows;
import io.interline.flow.TestBench;
import io.interline.tenant.Caller;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import io.interline.ui.canvas.CanvasCommand;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Segment;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The forms of loops, scopes, waits, calls of flows, answers, undo steps and of a trigger's
/// delivery: what is set in them stands in the document.
@ViewPackages(classes = BlockFormsViewTest.class)
class BlockFormsViewTest extends BrowserlessTest {

  private static final String DOCUMENT =
      """
      { "format": "interline/flow/1", "id": "order-sync", "title": "Web orders",
        "trigger": { "id": "order", "use": "TRIGGER", "with": {} }, "steps": [] }
      """;

  private final FakeHub hub = new FakeHub(DOCUMENT.replace("TRIGGER", "webhook@1/receive"));
  private @Nullable Designer opened;

  private void open() {
    var services =
        new DesignerSession.Services(
            new FakeCatalog(),
            hub.flows,
            hub.deployments,
            hub.bench,
            hub.runs,
            hub.connections,
            Clock.fixed(FakeHub.NOW, ZoneOffset.UTC));
    var caller =
        new Caller(
            new TenantId(new UUID(1, 1)),
            new Actor(Actor.Kind.ACCOUNT, "1", "Maya", null),
            Role.DEVELOPER,
            Origin.INTERNAL,
            "password");
    Supplier<Designer> work =
        () -> new Designer(new DesignerSession(services, hub.flows.draft(FakeHub.ORDERS), true));
    opened = TenantScope.call(caller, work::get);
    UI.getCurrent().add(opened);
  }

  private Designer designer() {
    return Objects.requireNonNull(opened);
  }

  private void insert(String item) {
    open();
    designer().perform(new CanvasCommand.Insert("/steps/0", item));
  }

  private JsonNode saved(String pointer) {
    return DocumentJson.read(hub.document).at(pointer);
  }

  /// As the browser says it: the value, and that it came from there.
  private void type(String id, String text) {
    var editor = find(CodeEditor.class).withId(id).single();
    editor.setValue(text);
    ComponentUtil.fireEvent(editor, new ComponentValueChangeEvent<>(editor, editor, "", true));
  }

  @SuppressWarnings("unchecked")
  private void choose(String id, String label) {
    test((Select<Object>) find(Select.class).withId(id).single()).selectItem(label);
  }

  private void number(String id, int value) {
    test(find(IntegerField.class).withId(id).single()).setValue(value);
  }

  private void word(String id, String text) {
    test(find(TextField.class).withId(id).single()).setValue(text);
  }

  @Test
  void forEachTakesItsListAndHowManyAtOnce() {
    insert("forEach");

    type("for-each", ".order.lines");
    number("concurrency", 8);
    number("max-failures", 2);

    assertThat(saved("/steps/0/forEach").asString()).isEqualTo("${.order.lines}");
    assertThat(saved("/steps/0/concurrency").asInt()).isEqualTo(8);
    assertThat(saved("/steps/0/maxFailures").asInt()).isEqualTo(2);
    assertThat(saved("/steps/0/do").isArray()).isTrue();
  }

  @Test
  void itemsAreShownAsTheyAreOnTheSample() {
    insert("forEach");
    designer().session().sample("{ \"lines\": [ { \"sku\": \"K-1\" }, { \"sku\": \"K-2\" } ] }");

    type("for-each", ".order.lines");

    assertThat(designer().inspector().getElement().getTextRecursively()).contains("= 2 items: [");
    type("for-each", ".order");
    assertThat(designer().inspector().getElement().getTextRecursively())
        .contains("That is no list on the sample");
  }

  @Test
  void repeatTakesItsConditionAndBound() {
    insert("repeat");

    type("repeat-until", ".again.last.done");
    number("repeat-max", 20);

    assertThat(saved("/steps/0/repeat/until").asString()).isEqualTo("${.again.last.done}");
    assertThat(saved("/steps/0/repeat/max").asInt()).isEqualTo(20);
  }

  @Test
  void tryHasAndLosesItsParts() {
    insert("try");
    assertThat(saved("/steps/0/catch").isArray()).isTrue();

    test(find(Checkbox.class).withId("finally").single()).click();
    test(find(Checkbox.class).withId("catch").single()).click();

    assertThat(saved("/steps/0/finally").isArray()).isTrue();
    assertThat(saved("/steps/0").has("catch")).isFalse();
  }

  @Test
  void waitTakesADurationInPlainWords() {
    insert("wait:duration");

    type("wait-duration", "2 d 30 min");

    assertThat(saved("/steps/0/wait/duration").asString()).isEqualTo("PT48H30M");
  }

  @Test
  void waitForAnEventTakesNameKeyAndPatience() {
    insert("wait:event");

    word("wait-event", "payment.received");
    type("wait-key", "${.order.orderId}");
    word("wait-timeout", "2 d");
    choose("wait-on-timeout", "The flow goes on; .timedOut is true");

    assertThat(saved("/steps/0/wait"))
        .isEqualTo(
            DocumentJson.read(
                """
                { "for": "event", "event": "payment.received", "key": "${.order.orderId}",
                  "timeout": "PT48H", "onTimeout": "go-on" }
                """));
  }

  @Test
  @SuppressWarnings("unchecked")
  void approvalTakesRolesMessageAndWhatFollows() {
    insert("wait:approval");

    var roles = (CheckboxGroup<Role>) find(CheckboxGroup.class).withId("wait-roles").single();
    roles.setValue(Set.of(Role.OWNER));
    ComponentUtil.fireEvent(
        roles, new ComponentValueChangeEvent<>(roles, roles, Set.<Role>of(), true));
    type("wait-message", "Ship ${.order.orderId}?");
    choose("wait-on-reject", "The flow goes on, and sees the decision");

    assertThat(roles.getValue()).isEqualTo(Set.of(Role.OWNER));
    assertThat(saved("/steps/0/wait"))
        .isEqualTo(
            DocumentJson.read(
                """
                { "for": "approval", "roles": ["OWNER"], "message": "Ship ${.order.orderId}?",
                  "onReject": "go-on" }
                """));
  }

  @Test
  void otherKindOfWaitHasItsOwnForm() {
    insert("wait:duration");

    choose("wait-for", "A date and time");
    type("wait-time", "${.order.shipAt}");

    assertThat(saved("/steps/0/wait"))
        .isEqualTo(DocumentJson.read("{ \"for\": \"until\", \"time\": \"${.order.shipAt}\" }"));
    assertThat(find(CodeEditor.class).withId("wait-duration").all()).isEmpty();
  }

  @Test
  void subFlowIsChosenWithVersionMessageAndMode() {
    hub.published.add(
        new Flows.VersionDocument(
            new Flows.Version(FakeHub.ORDERS, 1, "ab".repeat(32), null, FakeHub.NOW, "Maya"),
            "{ \"trigger\": { \"schema\": { \"required\": [\"orderId\"] } } }"));
    insert("flow");

    choose("flow-id", "Web orders (this flow)");
    choose("flow-version", "Version 1");
    type("flow-with", "{ \"order\": \"${.order}\" }");
    choose("flow-mode", "Starts it, and goes on at once");

    assertThat(saved("/steps/0/flow").asString()).isEqualTo("order-sync@1");
    assertThat(saved("/steps/0/with/order").asString()).isEqualTo("${.order}");
    assertThat(saved("/steps/0/mode").asString()).isEqualTo("start");
    assertThat(find(Div.class).withId("called-schema").single().getChildren()).isNotEmpty();
  }

  @Test
  void answerTakesStatusAndBody() {
    insert("respond");

    type("respond-status", "201");
    type("respond-body", "{ \"id\": \"${.order.orderId}\" }");

    assertThat(saved("/steps/0/respond/status").asInt()).isEqualTo(201);
    assertThat(saved("/steps/0/respond/body/id").asString()).isEqualTo("${.order.orderId}");
    assertThat(find(Note.class).withId("respond-nobody").all()).isEmpty();
  }

  @Test
  void jsonIsKeptAsATreeAndShownAsItIsSent() {
    insert("respond");
    designer().session().sample("{ \"name\": \"a\\\"b\", \"total\": 12 }");

    type("respond-body", "{ \"name\": \"${.order.name}\", \"total\": ${.order.total} }");

    assertThat(saved("/steps/0/respond/body/name").asString()).isEqualTo("${.order.name}");
    assertThat(saved("/steps/0/respond/body/total").asString()).isEqualTo("${.order.total}");
    assertThat(below("respond-body")).isEqualTo("= { \"name\": \"a\\\"b\", \"total\": 12 }");
    assertThat(pressed("respond-body-form")).isEqualTo("JSON");
  }

  @Test
  void textIsShownAsItIsSent() {
    insert("respond");
    designer().session().sample("{ \"name\": \"a\\\"b\" }");

    type("respond-body", "Dear ${.order.name}");

    assertThat(below("respond-body")).isEqualTo("= Dear a\"b");
    assertThat(pressed("respond-body-form")).isEqualTo("Text");
  }

  @Test
  void almostJsonIsWrongUntilItIsSaidToBeText() {
    insert("respond");

    type("respond-body", "{ \"a\": 1, }");

    assertThat(below("respond-body")).isEqualTo("No comma may stand before '}'.");
    assertThat(pressed("respond-body-form")).isEqualTo("JSON");

    press("respond-body-form", "Text");

    assertThat(saved("/steps/0/respond/body").asString()).isEqualTo("{ \"a\": 1, }");
    assertThat(saved("/steps/0/respond/headers/Content-Type").asString()).startsWith("text/plain");
    assertThat(pressed("respond-body-form")).isEqualTo("Text");

    press("respond-body-form", "JSON");
    type("respond-body", "{ \"a\": 1 }");

    assertThat(saved("/steps/0/respond/headers/Content-Type").isMissingNode()).isTrue();
    assertThat(saved("/steps/0/respond/body/a").asInt()).isEqualTo(1);
  }

  @Test
  void hintOfAFieldIsOneClickAwayFromWhatWasMeant() {
    insert("forEach");
    hub.bench.hints =
        List.of(
            new TestBench.Hint(
                "'.order.lnes' is not in the sample. Did you mean '.order.lines'?",
                1,
                10,
                "${.order.lines}"));

    type("for-each", ".order.lnes");
    hub.bench.hints = List.of();
    var change =
        find(NativeButton.class).all().stream()
            .filter(button -> button.getText().equals("Change"))
            .findFirst()
            .orElseThrow();
    test(change).click();

    assertThat(saved("/steps/0/forEach").asString()).isEqualTo("${.order.lines}");
    assertThat(find(CodeEditor.class).withId("for-each").single().getValue())
        .isEqualTo(".order.lines");
  }

  private @Nullable String below(String id) {
    return ((FieldRow) find(CodeEditor.class).withId(id).single().getParent().orElseThrow())
        .below();
  }

  private String pressed(String id) {
    return find(Segment.class)
        .withId(id)
        .single()
        .getChildren()
        .filter(button -> "true".equals(button.getElement().getAttribute("aria-pressed")))
        .map(button -> button.getElement().getText())
        .findFirst()
        .orElse("");
  }

  private void press(String id, String words) {
    find(Segment.class)
        .withId(id)
        .single()
        .getChildren()
        .filter(button -> button.getElement().getText().equals(words))
        .forEach(button -> test((NativeButton) button).click());
  }

  @Test
  void answerToNobodyIsSaid() {
    hub.document = DOCUMENT.replace("TRIGGER", "schedule@1/cron");

    insert("respond");

    assertThat(find(Note.class).withId("respond-nobody").single().isVisible()).isTrue();
  }

  @Test
  void stepThatUndoesIsAskedForWithTheCall() {
    insert("http@1/request");
    designer().perform(new CanvasCommand.Insert("/steps/0/compensate/0", "http@1/request"));
    designer().perform(new CanvasCommand.Select(List.of("httpRequest")));
    test(find(Tabs.class).single()).select("When it fails");

    assertThat(saved("/steps/0/compensate/0/id").asString()).isEqualTo("httpRequest2");
    assertThat(find(Button.class).withId("undo-step").single().isVisible()).isTrue();
    designer().perform(new CanvasCommand.Remove(List.of("httpRequest2")));
    assertThat(saved("/steps/0").has("compensate")).isFalse();
  }

  @Test
  void retryEndsAfterATime() {
    insert("http@1/request");
    test(find(Tabs.class).single()).select("When it fails");
    test(find(Checkbox.class).withId("own-retry").single()).click();

    word("retry-within", "1 h");

    assertThat(saved("/steps/0/retry/within").asString()).isEqualTo("PT1H");
  }

  @Test
  void triggerTakesKeysForDuplicatesAndOrder() {
    open();
    designer().perform(new CanvasCommand.Select(List.of("order")));
    find(Details.class).withId("delivery").single().setOpened(true);

    test(find(Checkbox.class).withId("dedupe").single()).click();
    type("dedupe-key", ".order.orderId");
    word("dedupe-window", "2 d");
    test(find(Checkbox.class).withId("order").single()).click();
    type("order-key", ".order.customer.id");
    choose("order-on-dead", "The key waits until it is replayed or discarded");

    assertThat(saved("/trigger/dedupe"))
        .isEqualTo(DocumentJson.read("{ \"key\": \"${.order.orderId}\", \"window\": \"PT48H\" }"));
    assertThat(saved("/trigger/order"))
        .isEqualTo(
            DocumentJson.read("{ \"key\": \"${.order.customer.id}\", \"onDead\": \"block\" }"));
  }

  @Test
  void undoFollowsIntoTheForm() {
    insert("forEach");
    number("concurrency", 8);

    designer().perform(new CanvasCommand.Plain(CanvasCommand.Verb.UNDO));

    assertThat(find(IntegerField.class).withId("concurrency").single().getValue()).isEqualTo(1);
  }
}
