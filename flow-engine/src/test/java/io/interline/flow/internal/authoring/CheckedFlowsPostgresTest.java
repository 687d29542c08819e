package io.interline.flow.internal.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.interline.audit.Changes;
import io.interline.audit.Changes.Change;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Draft;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Flows.InvalidFlow;
import io.interline.flow.Flows.Version;
import io.interline.flow.definition.FlowDocuments;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedFlowsPostgresTest {

  private static final TestHub HUB = TestHub.shared(AuthoringFixture.class);

  private final TestTenant acme = HUB.tenant();
  private final Flows flows = HUB.bean(Flows.class);
  private final Deployments deployments = HUB.bean(Deployments.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Web orders to ERP       | web-orders-to-erp
          Bestellungen für Öl & ß | bestellungen-fur-ol
          注文                    | flow
          2nd try                 | nd-try
          """)
  void derivesTheIdFromTheTitle(String title, String id) {
    assertThat(create(title).id().value()).isEqualTo(id);
    assertThat(create(title).id().value()).isEqualTo(id + "-2");
  }

  @Test
  void makesAFlowFromATemplateUnderItsOwnName() {
    var draft = as(acme.developer(), () -> flows.create(null, "My orders", "order-sync"));

    assertThat(draft.document()).contains("\"my-orders\"", "\"My orders\"", "erpOrder");
    assertThat(draft.title()).isEqualTo("My orders");
    assertThat(audited()).containsExactly("flow.create");
  }

  @Test
  void refusesAnIdThatIsTaken() {
    create("A flow");

    assertCode("flow-exists", () -> flows.create(new FlowId("a-flow"), "Other", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void refusesAFlowWithoutATitle(String title) {
    assertCode("title-invalid", () -> flows.create(null, title, null));
  }

  @Test
  void refusesAnUnknownTemplate() {
    assertCode("template-unknown", () -> flows.create(null, "A", "nonsense"));
  }

  @Test
  void importsYamlAndAnswersJson() {
    var draft =
        as(
            acme.developer(),
            () ->
                flows.importDocument(
                    """
                    format: interline/flow/1
                    id: from-yaml
                    title: From YAML
                    trigger: { id: m, use: webhook@1/receive }
                    steps: []
                    """));

    assertThat(draft.id()).isEqualTo(new FlowId("from-yaml"));
    assertThat(draft.document()).startsWith("{");
  }

  @ParameterizedTest
  @CsvSource({
    "{, document-malformed",
    "[], document-malformed",
    "'{\"format\": \"interline/flow/2\"}', document-malformed",
    "'{\"format\": \"interline/flow/1\", \"id\": \"No Id\"}', document-malformed",
  })
  void refusesToImportWhatIsNoDocument(String text, String code) {
    assertCode(code, () -> flows.importDocument(text));
  }

  @Test
  void keepsADraftWithProblems() {
    var draft = create("Half done");

    var saved = save(draft, withStep(draft, "{\"id\": \"x\"}"));

    assertThat(saved.problems()).extracting("code").contains("block-unknown");
    assertThat(as(acme.viewer(), () -> flows.draft(draft.id()))).isEqualTo(saved);
  }

  @Test
  void refusesToSaveOverSomebodyElsesEdit() {
    var draft = create("Shared");
    var first = save(draft, withStep(draft, "{\"id\": \"a\", \"map\": \".\"}"));

    assertCode("draft-changed", () -> flows.save(draft.id(), draft.etag(), draft.document()));
    assertCode("draft-changed", () -> flows.publish(draft.id(), draft.etag(), null));
    assertThat(as(acme.viewer(), () -> flows.draft(draft.id())).document())
        .isEqualTo(first.document());
  }

  @Test
  void ofManyEditorsWithOneEtagOneSaves() throws Exception {
    var draft = create("Race");
    int editors = 4;
    var barrier = new CyclicBarrier(editors);
    var attempts = new ArrayList<Callable<String>>();
    for (int i = 0; i < editors; i++) {
      String document = withStep(draft, "{\"id\": \"by" + i + "\", \"map\": \".\"}");
      attempts.add(
          () -> {
            barrier.await(30, TimeUnit.SECONDS);
            try {
              return as(acme.developer(), () -> flows.save(draft.id(), draft.etag(), document))
                  .document();
            } catch (DomainException e) {
              return e.code();
            }
          });
    }

    List<String> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(editors)) {
      for (var result : threads.invokeAll(attempts)) results.add(result.get());
    }

    var stored = as(acme.viewer(), () -> flows.draft(draft.id()));
    assertThat(results).filteredOn("draft-changed"::equals).hasSize(editors - 1);
    assertThat(results).contains(stored.document());
  }

  @Test
  void refusesADocumentOfAnotherFlow() {
    var draft = create("One");

    assertCode(
        "id-changed",
        () -> flows.save(draft.id(), draft.etag(), draft.document().replace("\"one\"", "\"two\"")));
  }

  @Test
  void keepsTheLayoutBesideTheDocument() {
    var draft = create("Laid out");

    as(
        acme.developer(),
        () -> {
          flows.saveLayout(draft.id(), "{\"x\": [1, 2]}");
          return null;
        });

    var now = as(acme.viewer(), () -> flows.draft(draft.id()));
    assertThat(now.layout()).isEqualTo("{\"x\":[1,2]}");
    assertThat(now.etag()).isEqualTo(draft.etag());
    assertCode("document-malformed", () -> flows.saveLayout(draft.id(), "nonsense: ["));
  }

  @Test
  void publishesImmutableVersionsInOrder() throws SQLException {
    var draft = create("Published");
    var first = publish(draft);
    var edited = save(draft, withStep(draft, "{\"id\": \"a\", \"map\": \".\"}"));
    var second = publish(edited);

    assertThat(first.number()).isEqualTo(1);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.hash()).isEqualTo(FlowDocuments.hash(edited.document()));
    assertThat(as(acme.viewer(), () -> flows.versions(draft.id()))).containsExactly(second, first);
    assertThat(as(acme.viewer(), () -> flows.version(draft.id(), 1)).document())
        .isEqualTo(draft.document());
    assertThat(audited())
        .containsExactly("flow.publish", "flow.edit", "flow.publish", "flow.create");
    assertVersionsCannotBeChanged();
  }

  private void assertVersionsCannotBeChanged() throws SQLException {
    for (String change :
        List.of("update flow_version set document = '{}'", "delete from flow_version")) {
      try (var connection = HUB.database().asApp();
          var statement = connection.createStatement()) {
        statement.execute("select set_config('app.tenant', '" + acme.id() + "', false)");
        assertThatThrownBy(() -> statement.execute(change))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void publishesNothingTwice() {
    var draft = create("Twice");
    publish(draft);

    assertCode("nothing-to-publish", () -> flows.publish(draft.id(), draft.etag(), null));
  }

  @Test
  void publishesNothingThatIsWrong() {
    var draft = create("Wrong");
    var saved = save(draft, withStep(draft, "{\"id\": \"x\"}"));

    assertThatThrownBy(
            () -> as(acme.developer(), () -> flows.publish(draft.id(), saved.etag(), null)))
        .asInstanceOf(type(InvalidFlow.class))
        .satisfies(e -> assertThat(e.problems()).extracting("code").contains("block-unknown"));
  }

  @Test
  void everyEditIsAuditedWithWhatItTouched() {
    var draft = create("Edits");
    var same = save(draft, draft.document());
    var once = save(same, withStep(draft, "{\"id\": \"a\", \"map\": \".\"}"));
    publish(once);
    var again = save(once, withStep(draft, "{\"id\": \"b\", \"map\": \".\"}"));
    var last = save(again, withStep(draft, "{\"id\": \"b\", \"map\": \".order\"}"));

    assertThat(audited())
        .containsExactly("flow.edit", "flow.edit", "flow.publish", "flow.edit", "flow.create");
    assertThat(details().getFirst())
        .containsEntry("changed", "/steps/b/map")
        .containsEntry("hashBefore", FlowDocuments.hash(again.document()))
        .containsEntry("hash", FlowDocuments.hash(last.document()));
  }

  @Test
  void publicationIsAuditedWithBeforeAndAfter() {
    var draft = create("Compared");
    var once = save(draft, withStep(draft, "{\"id\": \"a\", \"map\": \".\"}"));
    publish(once);
    publish(
        save(
            once,
            withStep(draft, "{\"id\": \"n\", \"map\": \"1\"}, {\"id\": \"a\", \"map\": \"2\"}")));

    assertThat(details().getFirst()).containsEntry("versionBefore", "1");
    assertThat(Changes.of(details().getFirst()).changes())
        .containsExactly(
            new Change("/steps (order)", "a", "n, a"),
            new Change("/steps/a/map", ".", "2"),
            new Change("/steps/n/id", null, "n"),
            new Change("/steps/n/map", null, "1"));
  }

  @Test
  void listsFlowsWithWhatIsLive() {
    create("b second");
    var draft = create("A first");
    publish(draft);
    as(acme.developer(), () -> deployments.deploy(draft.id(), 1, Environment.DEVELOPMENT));

    var list = as(acme.viewer(), flows::list);

    assertThat(list).extracting(FlowSummary::title).containsExactly("A first", "b second");
    var first = list.getFirst();
    assertThat(first).isEqualTo(as(acme.viewer(), () -> flows.get(draft.id())));
    assertThat(first.latestVersion()).isEqualTo(1);
    assertThat(first.draftDiffers()).isFalse();
    assertThat(first.trigger()).isEqualTo("webhook@1/receive");
    assertThat(first.deployments()).hasSize(1);
    assertThat(list.getLast().latestVersion()).isZero();
    assertThat(list.getLast().draftDiffers()).isTrue();
  }

  @Test
  void deletesAFlowThatIsNowhereLive() {
    var draft = create("Gone");
    publish(draft);
    as(acme.developer(), () -> deployments.deploy(draft.id(), 1, Environment.DEVELOPMENT));
    assertCode("flow-deployed", () -> delete(draft.id()));
    as(
        acme.developer(),
        () -> {
          deployments.undeploy(draft.id(), Environment.DEVELOPMENT);
          return delete(draft.id());
        });

    assertThat(as(acme.viewer(), flows::list)).isEmpty();
    assertCode("flow-not-found", () -> flows.draft(draft.id()));
    assertCode("flow-exists", () -> flows.create(draft.id(), "Again", null));
    assertThat(create("Gone").id()).isEqualTo(new FlowId("gone-2"));
    assertThat(as(acme.viewer(), () -> flows.version(draft.id(), 1)).document())
        .isEqualTo(draft.document());
  }

  @Test
  void viewersChangeNothing() {
    var draft = create("Looked at");
    var id = draft.id();

    for (ThrowingCallable change :
        List.<ThrowingCallable>of(
            () -> flows.create(null, "Mine", null),
            () -> flows.importDocument(draft.document()),
            () -> flows.save(id, draft.etag(), draft.document()),
            () -> flows.saveLayout(id, "{}"),
            () -> flows.publish(id, draft.etag(), null),
            () -> flows.delete(id)))
      assertThatThrownBy(() -> TenantScope.call(acme.viewer(), () -> called(change)))
          .asInstanceOf(type(DomainException.class))
          .extracting(DomainException::code)
          .isEqualTo("access-refused");
  }

  @Test
  void otherTenantSeesNothing() {
    var draft = create("Secret");
    publish(draft);
    var id = draft.id();
    var other = HUB.tenant();

    assertThat(as(other.owner(), flows::list)).isEmpty();
    for (ThrowingCallable access :
        List.<ThrowingCallable>of(
            () -> flows.get(id),
            () -> flows.draft(id),
            () -> flows.save(id, draft.etag(), draft.document()),
            () -> flows.saveLayout(id, "{}"),
            () -> flows.publish(id, draft.etag(), null),
            () -> flows.versions(id),
            () -> flows.version(id, 1),
            () -> flows.delete(id)))
      assertThatThrownBy(() -> TenantScope.call(other.owner(), () -> called(access)))
          .asInstanceOf(type(DomainException.class))
          .extracting(DomainException::kind)
          .isEqualTo(DomainException.Kind.NOT_FOUND);
    assertThat(as(other.owner(), () -> flows.create(id, "Secret", null)).id()).isEqualTo(id);
  }

  private Draft create(String title) {
    return as(acme.developer(), () -> flows.create(null, title, null));
  }

  private Draft save(Draft draft, String document) {
    return as(acme.developer(), () -> flows.save(draft.id(), draft.etag(), document));
  }

  private Version publish(Draft draft) {
    return as(acme.developer(), () -> flows.publish(draft.id(), draft.etag(), "a note"));
  }

  private Object delete(FlowId id) {
    flows.delete(id);
    return id;
  }

  private static String withStep(Draft draft, String step) {
    return draft.document().replaceFirst("\"steps\" *: *\\[ *]", "\"steps\": [" + step + "]");
  }

  private List<String> audited() {
    return HUB.events(acme).stream().map(event -> event.entry().action()).toList();
  }

  private List<Map<String, String>> details() {
    return HUB.events(acme).stream().map(event -> event.entry().details()).toList();
  }

  private void assertCode(String code, ThrowingCallable work) {
    assertThatThrownBy(() -> TenantScope.call(acme.developer(), () -> called(work)))
        .asInstanceOf(type(DomainException.class))
        .extracting(DomainException::code)
        .isEqualTo(code);
  }

  private static Object called(ThrowingCallable work) throws Throwable {
    work.call();
    return work;
  }

  private static <T> T as(Caller caller, Supplier<T> work) {
    return TenantScope.call(caller, work::get);
  }
}
