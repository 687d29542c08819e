package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.audit.Actor;
import io.interline.audit.Origin;
import io.interline.flow.Problem;
import io.interline.flow.Runs;
import io.interline.flow.TestBench;
import io.interline.tenant.Caller;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import io.interline.ui.canvas.CanvasCommand;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Note;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = DesignerViewTest.class)
class DesignerViewTest extends BrowserlessTest {

  private static final String DOCUMENT =
      """
      { "format": "interline/flow/1", "id": "order-sync", "title": "Web orders",
        "trigger": { "id": "order", "use": "webhook@1/receive", "with": {} },
        "steps": [ { "id": "mapped", "title": "Map", "map": "{ \\"n\\" : .order.orderId }" } ] }
      """;

  private final FakeHub hub = new FakeHub(DOCUMENT);

  private Designer open(Role role) {
    var services =
        new DesignerSession.Services(
            new FakeCatalog(),
            hub.flows,
            hub.deployments,
            hub.bench,
            hub.runs,
            hub.connections,
            Clock.fixed(FakeHub.NOW, ZoneOffset.UTC));
    return as(
        role,
        () -> {
          var session =
              new DesignerSession(services, hub.flows.draft(FakeHub.ORDERS), role != Role.VIEWER);
          var designer = new Designer(session);
          com.vaadin.flow.component.UI.getCurrent().add(designer);
          return designer;
        });
  }

  private static <T> T as(Role role, java.util.function.Supplier<T> work) {
    var caller =
        new Caller(
            new TenantId(new UUID(1, 1)),
            new Actor(Actor.Kind.ACCOUNT, "1", "Maya", null),
            role,
            Origin.INTERNAL,
            "password");
    return TenantScope.call(caller, work::get);
  }

  private String saved(String pointer) {
    return DocumentJson.read(hub.document).at(pointer).asString("");
  }

  @Test
  void insertedStepIsSavedSelectedAndHasTheDefaultsOfItsOperation() {
    var designer = open(Role.DEVELOPER);

    designer.perform(new CanvasCommand.Insert("/steps/1", "http@1/request"));

    assertThat(saved("/steps/1/id")).isEqualTo("httpRequest");
    assertThat(saved("/steps/1/with/method")).isEqualTo("GET");
    assertThat(designer.inspector().shown()).isEqualTo("httpRequest");
    assertThat(find(TextField.class).withId("step-title").single().getValue())
        .isEqualTo("HTTP request");
  }

  @Test
  @SuppressWarnings("unchecked")
  void formWritesIntoTheDocument() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Insert("/steps/1", "http@1/request"));

    var method = (Select<String>) find(Select.class).withId("field-method").single();
    test(method).selectItem("POST");

    assertThat(saved("/steps/1/with/method")).isEqualTo("POST");
  }

  @Test
  void undoTakesBackWhatWasDoneAtTheCanvas() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Remove(List.of("mapped")));
    assertThat(saved("/steps/0/id")).isEmpty();

    test(find(Button.class).withId("undo").single()).click();

    assertThat(saved("/steps/0/id")).isEqualTo("mapped");
  }

  @Test
  void mappingShowsItsResultOnTheSample() {
    var designer = open(Role.DEVELOPER);
    designer.session().sample("{ \"orderId\": \"A-1\" }");

    designer.perform(new CanvasCommand.Select(List.of("mapped")));

    assertThat(find(JsonText.class).all()).extracting(JsonText::text).contains("{\"n\":\"A-1\"}");
  }

  @Test
  void testShowsWhatEachStepDid() {
    var designer = open(Role.DEVELOPER);

    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.TEST));

    assertThat(find(Chip.class).all())
        .anyMatch(chip -> chip.getElement().getTextRecursively().contains("Succeeded"));
    assertThat(designer.session().sample().result("mapped")).isPresent();
  }

  @Test
  void testIsFollowedWhileTheFlowIsEdited() {
    hub.bench.slow = true;
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.TEST));
    assertThat(outcome()).contains("Running", "Map");
    assertThat(find(Button.class).withId("stop-test").single().isVisible()).isTrue();

    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.TEST));
    designer.perform(new CanvasCommand.Insert("/steps/1", "stop"));
    designer.session().edit(new Edit.RenameStep("mapped", "made"), DesignerSession.Origin.FORM);
    Objects.requireNonNull(hub.bench.last).goOn();
    poll();

    assertThat(outcome()).contains("Succeeded");
    assertThat(find(Button.class).withId("run-test").single().isVisible()).isTrue();
    assertThat(designer.session().sample().result("made")).isPresent();
    assertThat(designer.inspector().shown()).as("the form stays").isEqualTo("stop");
    assertThat(find(TextField.class).withId("step-id").single().getValue()).isEqualTo("stop");
  }

  @Test
  void testIsStopped() {
    hub.bench.slow = true;
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Select(List.of("mapped")));
    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.TEST));
    assertThat(find(TestPanel.class).single().getElement().getTextRecursively())
        .contains("Test runs", "not come to this step yet");

    test(find(Button.class).withId("stop-step-test").single()).click();

    assertThat(outcome()).contains("Stopped", "Map");
    assertThat(designer.session().testing()).isFalse();
  }

  @Test
  void testOfAnotherMessageIsLeft() {
    hub.bench.slow = true;
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.TEST));
    var left = Objects.requireNonNull(hub.bench.last);

    designer.session().sample("{\"orderId\": \"A-2\"}");
    poll();

    assertThat(left.now().state()).isEqualTo(TestBench.TestState.STOPPED);
    assertThat(designer.session().testing()).isFalse();
    assertThat(designer.session().sample().lastRun()).isEmpty();
  }

  private String outcome() {
    return find(com.vaadin.flow.component.html.Div.class)
        .withId("test-outcome")
        .single()
        .getElement()
        .getTextRecursively();
  }

  private static void poll() {
    ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
  }

  @Test
  void fixOfAProblemIsOneClickAway() {
    hub.problems =
        List.of(
            new Problem(
                "title-missing",
                "/title",
                null,
                Problem.Severity.WARNING,
                "The title says little.",
                new Problem.Fix(
                    "Call it Orders",
                    "[{\"op\":\"replace\",\"path\":\"/title\",\"value\":\"Orders\"}]")));
    open(Role.DEVELOPER);

    test(find(Button.class).withId("fix-title-missing").single()).click();

    assertThat(saved("/title")).isEqualTo("Orders");
  }

  @Test
  void studioShowsHintsAndProblemsOfItsMappingWithTheirFix() {
    hub.problems =
        List.of(
            new Problem(
                "whole-context",
                "/steps/0/map",
                "mapped",
                Problem.Severity.WARNING,
                "'.' alone hands on everything.",
                null),
            new Problem(
                "reference-unknown",
                "/steps/0/with",
                "other",
                Problem.Severity.ERROR,
                "Of another step.",
                null));
    hub.bench.hints =
        List.of(
            new TestBench.Hint(
                "'.order.ordrId' is not in the sample. Did you mean '.order.orderId'?",
                1,
                14,
                "{\"n\": .order.orderId}"));
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Select(List.of("mapped")));

    test(find(Button.class).withId("open-studio").single()).click();

    var studio = find(MappingStudio.class).single();
    assertThat(studio.getElement().getTextRecursively())
        .contains("Did you mean '.order.orderId'?", "'.' alone hands on everything.")
        .doesNotContain("Of another step.");

    var change =
        find(NativeButton.class, studio).all().stream()
            .filter(button -> button.getText().equals("Change"))
            .findFirst()
            .orElseThrow();
    test(change).click();

    assertThat(saved("/steps/0/map")).isEqualTo("{\"n\": .order.orderId}");
  }

  @Test
  void conflictKeepsMineOneUndoAway() {
    var designer = open(Role.DEVELOPER);
    hub.changeElsewhere(DOCUMENT.replace("Web orders", "Theirs"));
    designer.perform(new CanvasCommand.Retitle("mapped", "Mine"));
    assertThat(saved("/title")).isEqualTo("Theirs");

    test(find(Button.class).withId("conflict-theirs").single()).click();
    assertThat(designer.session().document().at("/title").asString()).isEqualTo("Theirs");
    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.UNDO));

    assertThat(saved("/steps/0/title")).isEqualTo("Mine");
  }

  @Test
  void publishMakesAVersionLiveAndShowsItsAddress() {
    open(Role.DEVELOPER);

    as(
        Role.DEVELOPER,
        () -> {
          test(find(Button.class).withId("publish").single()).click();
          test(find(Button.class).withId("publish-confirm").single()).click();
          return null;
        });

    assertThat(hub.published).hasSize(1);
    assertThat(hub.live).hasSize(1);
    assertThat(
            find(com.vaadin.flow.component.html.Span.class)
                .withId("webhook-curl-development")
                .single()
                .getText())
        .startsWith("curl -i '")
        .contains("/in/k3Vb9xQ2mTf7LpZs4WcYhA");
  }

  @Test
  void environmentWithoutAConnectionOfTheFlowIsNotOfferedAndSaysWhy() {
    hub.document =
        DOCUMENT.replace(
            "\"steps\": [",
            "\"steps\": [ { \"id\": \"bill\", \"use\": \"http@1/request\","
                + " \"connection\": \"billing\", \"with\": {} },");
    open(Role.DEVELOPER);

    test(find(Button.class).withId("publish").single()).click();

    var production = find(Checkbox.class).withId("deploy-production").single();
    assertThat(production.isEnabled()).isFalse();
    assertThat(production.getHelperText()).contains("no connection 'billing'");
    assertThat(find(Checkbox.class).withId("deploy-development").single().isEnabled()).isTrue();
  }

  @Test
  void headerSaysThatThereAreUnpublishedChanges() {
    var designer = open(Role.DEVELOPER);
    assertThat(find(Chip.class).withId("unpublished").all()).isEmpty();
    as(
        Role.DEVELOPER,
        () -> {
          test(find(Button.class).withId("publish").single()).click();
          test(find(Button.class).withId("publish-confirm").single()).click();
          test(find(Button.class).withId("publish-done").single()).click();
          return null;
        });
    assertThat(find(Chip.class).withId("unpublished").all()).isEmpty();

    designer.perform(new CanvasCommand.Retitle("mapped", "Another"));
    assertThat(find(Chip.class).withId("unpublished").all()).hasSize(1);

    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.UNDO));
    assertThat(find(Chip.class).withId("unpublished").all()).isEmpty();
  }

  @Test
  void failedStepOfATestShowsWhatItReadItsExpressionAndWhatWasAnswered() {
    var designer = open(Role.DEVELOPER);
    var failed =
        new Runs.StepRun(
            "mapped",
            "",
            Runs.StepStatus.FAILED,
            FakeHub.NOW,
            FakeHub.NOW,
            "{\"order\":{\"orderId\":\"A-1\"}}",
            null,
            "No such thing (line 1, column 9)",
            List.of(
                new Runs.Attempt(
                    1, FakeHub.NOW, 1, false, "mapping", "No", null, "{\"status\":503}")),
            List.of());
    designer.perform(new CanvasCommand.Select(List.of("mapped")));
    designer
        .session()
        .sample()
        .tested(TestBench.TestRun.ended("mapped: No such thing", List.of(failed)));

    designer.inspector().showTest();

    assertThat(find(TestPanel.class).single().getElement().getTextRecursively())
        .contains("Failed", "Data it read", "Answer to attempt 1");
    assertThat(find(Pre.class).withId("failed-expression").single().getText())
        .isEqualTo("1 │ { \"n\" : .order.orderId }\n  │         ▲");
    assertThat(find(JsonText.class).all())
        .extracting(JsonText::text)
        .contains("{\"status\":503}", "{\"order\":{\"orderId\":\"A-1\"}}");
  }

  @Test
  void rejectedStepIsNoSecondTry() {
    var run =
        new Runs.StepRun(
            "approve",
            "",
            Runs.StepStatus.FAILED,
            FakeHub.NOW,
            FakeHub.NOW,
            null,
            null,
            "Rejected by Maya",
            List.of(
                new Runs.Attempt(1, FakeHub.NOW, 1, true, null, null, null),
                new Runs.Attempt(1, FakeHub.NOW, 0, false, "rejected", "Rejected", null)),
            List.of());

    assertThat(io.interline.ui.canvas.StepState.of(run).text()).isNull();
  }

  @Test
  void viewerLooksAndChangesNothing() {
    var designer = open(Role.VIEWER);

    designer.perform(new CanvasCommand.Remove(List.of("mapped")));

    assertThat(saved("/steps/0/id")).isEqualTo("mapped");
    assertThat(find(Button.class).withId("publish").all()).isEmpty();
    assertThat(find(Button.class).withId("test").all()).isEmpty();
  }

  @Test
  void renamedStepIsFollowedByExpressionsAndInspector() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Insert("/steps/1", "stop"));
    designer.session().set("stop", "/stop/message", DocumentJson.read("\"${.mapped.n}\""));
    designer.perform(new CanvasCommand.Select(List.of("mapped")));

    test(find(TextField.class).withId("step-id").single()).setValue("erpOrder");

    assertThat(saved("/steps/0/id")).isEqualTo("erpOrder");
    assertThat(saved("/steps/1/stop/message")).isEqualTo("${.erpOrder.n}");
    assertThat(designer.inspector().shown()).isEqualTo("erpOrder");
  }

  @Test
  void pastedStepsComeFromTextOrFromTheSession() {
    var designer = open(Role.DEVELOPER);

    designer.perform(new CanvasCommand.Copy(List.of("mapped"), false));
    designer.perform(new CanvasCommand.Paste("mapped", "no steps at all"));
    designer.perform(new CanvasCommand.Paste(null, "{\"steps\":[{\"id\":\"x\",\"map\":\".\"}]}"));

    assertThat(saved("/steps/1/id")).isEqualTo("mapped2");
    assertThat(saved("/steps/2/id")).isEqualTo("x");
  }

  @Test
  void runOpenedInTheEditorGivesItsMessageAndTheOutputsOfItsSteps() {
    hub.document = DOCUMENT.replace("mapped", "erpOrder");
    var run = hub.runs.add(Runs.Status.SUCCEEDED);
    var designer = open(Role.DEVELOPER);

    designer.openRun(run.toString());

    var sample = designer.session().sample();
    assertThat(DocumentJson.read(sample.text()).at("/orderId").asString()).isEqualTo("W-1");
    assertThat(sample.result("erpOrder").orElseThrow().output()).contains("W-1");
    assertThat(find(Note.class).withId("run-data").single().getElement().getTextRecursively())
        .contains("a run of version 1 in production");
    assertThat(hub.flows.draft(FakeHub.ORDERS).layout()).isEqualTo("{}");
  }

  @Test
  void runThatFailedOpensOnTheStepThatFailed() {
    hub.document = DOCUMENT.replace("mapped", "send");
    var run = hub.runs.add(Runs.Status.DEAD);
    var designer = open(Role.DEVELOPER);

    designer.openRun(run.toString());

    assertThat(designer.inspector().shown()).isEqualTo("send");
    assertThat(find(TestPanel.class).single().getElement().getTextRecursively())
        .contains("The ERP answered 503: maintenance");
  }

  @Test
  void unknownRunIsSaidAndTheOwnSampleStays() {
    var designer = open(Role.DEVELOPER);
    var before = designer.session().sample().text();

    designer.openRun("01920000-0000-7000-8000-000000000000");
    designer.openRun("no-id");

    assertThat(find(Notification.class).all())
        .hasSize(2)
        .allMatch(n -> n.getElement().getProperty("text", "").contains("its own sample"));
    assertThat(designer.session().sample().text()).isEqualTo(before);
  }

  @Test
  void triggerChosenAnewKeepsTheMenuItWasChosenIn() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Select(List.of("order")));
    var menu = find(Select.class).withId("trigger-use").single();

    designer.perform(new CanvasCommand.Insert("/steps/1", "stop"));
    designer.perform(new CanvasCommand.Select(List.of("order")));
    designer.perform(new CanvasCommand.Select(List.of("order")));
    var again = find(Select.class).withId("trigger-use").single();
    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.UNDO));

    assertThat(again).isNotSameAs(menu);
    assertThat(find(Select.class).withId("trigger-use").single()).isSameAs(again);
  }

  @Test
  @SuppressWarnings("unchecked")
  void undoGivesTheFieldsTheirValuesAndLeavesThemInPlace() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Insert("/steps/1", "http@1/request"));
    var method = (Select<String>) find(Select.class).withId("field-method").single();
    test(method).selectItem("POST");

    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.UNDO));

    assertThat(find(Select.class).withId("field-method").single()).isSameAs(method);
    assertThat(method.getValue()).isEqualTo("GET");
    assertThat(saved("/steps/1/with/method")).isEqualTo("GET");
  }

  @Test
  void wayAddedLeavesTheOthersInPlace() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Insert("/steps/1", "switch"));
    var first = find(TextField.class).withId("way-title-0").single();
    test(first).setValue("Great Britain");

    test(find(Button.class).withId("add-way").single()).click();

    assertThat(find(TextField.class).withId("way-title-0").single()).isSameAs(first);
    assertThat(first.getValue()).isEqualTo("Great Britain");
    assertThat(DocumentJson.read(hub.document).at("/steps/1/switch").size()).isEqualTo(3);
  }

  @Test
  void problemOfTheTriggerIsMarkedAndWalkedTo() {
    hub.problems =
        List.of(
            new Problem(
                "field-missing",
                "/trigger/with/cron",
                null,
                Problem.Severity.ERROR,
                "'Cron expression' is missing.",
                null));
    var designer = open(Role.DEVELOPER);

    designer.perform(new CanvasCommand.Plain(CanvasCommand.Verb.NEXT_PROBLEM));

    assertThat(designer.inspector().shown()).isEqualTo("order");
  }

  @Test
  void fieldsAreMarkedWithTheirProblems() {
    var designer = open(Role.DEVELOPER);
    designer.perform(new CanvasCommand.Insert("/steps/1", "http@1/request"));
    hub.problems =
        List.of(
            error("connection-missing", "/steps/1", "Choose a connection."),
            error("input-missing", "/steps/1/with", "A path is missing."),
            error("input-wrong", "/steps/1/with/headers/Accept", "That is no header."));
    designer.perform(new CanvasCommand.Retitle("httpRequest", "Call"));

    assertThat(marks())
        .containsExactlyInAnyOrder(
            "/connection Choose a connection.",
            "/with/path A path is missing.",
            "/with/headers That is no header.");

    hub.problems = List.of();
    designer.perform(new CanvasCommand.Retitle("httpRequest", "Call them"));
    assertThat(marks()).isEmpty();
  }

  private static Problem error(String code, String pointer, String message) {
    return new Problem(code, pointer, "httpRequest", Problem.Severity.ERROR, message, null);
  }

  private List<String> marks() {
    return find(FieldRow.class).all().stream()
        .filter(row -> row.hasClassName("ild-marked"))
        .map(row -> java.util.Objects.requireNonNull(row.place()).pointer() + " " + row.marked())
        .toList();
  }

  @Test
  void stripShowsTheProblemOfTheSelectedStep() {
    hub.problems =
        List.of(
            new Problem(
                "first", "/steps/0", "mapped", Problem.Severity.ERROR, "Of the mapping.", null),
            new Problem(
                "input-wrong",
                "/trigger/with",
                null,
                Problem.Severity.ERROR,
                "Of the trigger.",
                null));
    var designer = open(Role.DEVELOPER);

    designer.perform(new CanvasCommand.Select(List.of("order")));
    assertThat(strip()).contains("Of the trigger.");

    designer.perform(new CanvasCommand.Select(List.of("mapped")));
    assertThat(strip()).contains("Of the mapping.");
  }

  private String strip() {
    return find(ProblemsStrip.class).single().getElement().getTextRecursively();
  }
}
