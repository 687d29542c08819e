package io.interline.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.interline.connector.Catalog.AuthSchemeInfo;
import io.interline.connector.Catalog.ConnectorInfo;
import io.interline.connector.Catalog.Kind;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.Operations.NewItem;
import io.interline.connector.Operations.PolledPage;
import io.interline.connector.internal.connection.MemoryConnections;
import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.internal.network.NetworkSettings;
import io.interline.connector.internal.network.OwnAddresses;
import io.interline.connector.internal.operation.ConnectorOperations;
import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.connector.spi.Connector;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.AuthFailed;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Throttled;
import io.interline.connector.spi.ConnectorException.Transient;
import io.interline.connector.testkit.TestServer.Answer;
import io.interline.tenant.DomainException;
import io.interline.tenant.Duties;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.env.StandardEnvironment;

/// What every connector keeps. A connector's own contract test extends this and says what it
/// needs; each capability is expected unless the test opts out of it in words.
///
/// The connector is called as the engine calls it: through `Operations`, a checked connection, the
/// guarded network and a real server. Where the connection is stored is no concern of a connector:
/// here it is in memory, and there is neither Spring nor PostgreSQL.
@Timeout(120)
public abstract class ConnectorContract {

  private static final String ALIAS = "contract";
  private static final Environment DEVELOPMENT = Environment.DEVELOPMENT;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final ConnectorRegistry REGISTRY = new ConnectorRegistry();

  /// With loopback addresses allowed.
  private static final GuardedNetwork NETWORK =
      new GuardedNetwork(
          new NetworkSettings(
              List.of("127.0.0.0/8", "::1/128"), Duration.ofSeconds(5), 16 * 1024 * 1024),
          new OwnAddresses(new StandardEnvironment()),
          new Duties());

  private final MemoryConnections connections = new MemoryConnections(REGISTRY);
  private final Operations operations =
      new ConnectorOperations(REGISTRY, connections, NETWORK, CLOCK);
  private final TenantId tenant = aTenant();
  private final TestServer server = TestServer.start();

  /// The connector; `ServiceLoader` finds it too.
  protected abstract Connector connector();

  /// For each operation by its id, inputs as JSON that must be taken. The first of each action
  /// also serves for the calls.
  protected abstract Map<String, List<String>> examples();

  /// For each way to authenticate by its id, all fields, secrets included; `{server}` in a value
  /// stands for the base address of the test server.
  protected Map<String, Map<String, String>> connections() {
    return Map.of();
  }

  /// Webhooks whose senders can be told apart.
  protected List<WebhookCase> webhooks(Clock clock) {
    return List.of();
  }

  /// Triggers that poll, each with what a system answers that has three pages of news.
  protected List<PollCase> polls() {
    return List.of();
  }

  /// What the connector does not do, and why.
  protected Map<Capability, String> optOuts() {
    return Map.of();
  }

  /// Where golden files are kept.
  protected Path goldenFolder() {
    return Path.of("src/test/resources/connectors");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  final void serviceLoaderFindsIt() {
    assertThat(info().title()).isEqualTo(connector().info().title());
  }

  @Test
  final void catalogueShowsWhatItShowedBefore() {
    Golden.check(info(), goldenFolder());
  }

  @Test
  final void everyFieldHasALabel() throws IOException {
    var schemas = new ArrayList<String>();
    schemas.add(info().settingsSchema());
    info().authSchemes().forEach(scheme -> schemas.add(scheme.fieldsSchema()));
    info().operations().forEach(operation -> schemas.add(operation.inputSchema()));

    for (String schema : schemas)
      for (var property : JSON.readTree(schema).get("properties").properties())
        assertThat(property.getValue().path("x-interline-label").asText())
            .as(property.getKey())
            .isNotBlank();
  }

  @TestFactory
  final Stream<DynamicTest> examplesAreTaken() {
    return info().operations().stream()
        .map(operation -> dynamicTest(operation.ref().toString(), () -> takesExamples(operation)));
  }

  private void takesExamples(OperationInfo operation) throws Exception {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(operation.inputSchema(), InputFormat.JSON);
    for (String example : examplesOf(operation.ref())) {
      assertThat(schema.validate(example, InputFormat.JSON)).as(example).isEmpty();
      bind(operation, json(example));
    }
  }

  @TestFactory
  final Stream<DynamicTest> eachMissingFieldIsNamed() {
    return info().operations().stream()
        .map(operation -> dynamicTest(operation.ref().toString(), () -> namesMissing(operation)));
  }

  private void namesMissing(OperationInfo operation) throws IOException {
    for (var required : JSON.readTree(operation.inputSchema()).path("required")) {
      var input = json(examplesOf(operation.ref()).getFirst());
      input.remove(required.asText());
      assertThatThrownBy(() -> bind(operation, input))
          .isInstanceOf(Permanent.class)
          .hasMessageContaining(operation.ref().toString())
          .hasMessageContaining("'" + required.asText() + "' is required");
    }
    var more = json(examplesOf(operation.ref()).getFirst()).put("no-such-field", 1);
    assertThatThrownBy(() -> bind(operation, more))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("'no-such-field' is unknown");
  }

  @TestFactory
  final Stream<DynamicTest> eachMissingFieldOfAConnectionIsNamed() {
    return info().authSchemes().stream()
        .map(scheme -> dynamicTest(scheme.id(), () -> namesMissingOfConnection(scheme)));
  }

  private void namesMissingOfConnection(AuthSchemeInfo scheme) throws IOException {
    connect(scheme, fields(scheme), tenant);
    var required = new ArrayList<String>();
    for (String schema : List.of(info().settingsSchema(), scheme.fieldsSchema()))
      JSON.readTree(schema).path("required").forEach(name -> required.add(name.asText()));
    for (String name : required) {
      var fields = fields(scheme);
      fields.remove(name);
      assertThatThrownBy(() -> connect(scheme, fields, aTenant()))
          .isInstanceOfSatisfying(
              DomainException.class,
              e -> assertThat(e.kind()).isEqualTo(DomainException.Kind.INVALID))
          .hasMessageContaining("'" + name + "' is required");
    }
  }

  @TestFactory
  final Stream<DynamicTest> statusesAreClassed() {
    if (!has(Capability.HTTP)) return Stream.empty();
    var classes =
        Map.of(
            401, AuthFailed.class,
            400, Permanent.class,
            404, Permanent.class,
            408, Transient.class,
            429, Throttled.class,
            500, Transient.class,
            502, Transient.class,
            503, Transient.class);
    return actions()
        .flatMap(
            action ->
                classes.entrySet().stream()
                    .map(
                        expected ->
                            dynamicTest(
                                action.ref() + " " + expected.getKey(),
                                () -> {
                                  connectFirst();
                                  server.answer(Answer.of(expected.getKey(), "no"));
                                  assertThatThrownBy(() -> call(action, "key", soon(20_000)))
                                      .isInstanceOf(expected.getValue());
                                })));
  }

  @TestFactory
  final Stream<DynamicTest> silenceIsATransientFailure() {
    if (!has(Capability.HTTP)) return Stream.empty();
    return actions()
        .map(
            action ->
                dynamicTest(
                    action.ref().toString(),
                    () -> {
                      connectFirst();
                      server.answer(Answer.never());
                      assertThatThrownBy(() -> call(action, "key", soon(400)))
                          .isInstanceOf(Transient.class);
                    }));
  }

  @TestFactory
  final Stream<DynamicTest> everyAttemptCarriesTheSameKey() {
    if (!has(Capability.IDEMPOTENCY_KEY)) return Stream.empty();
    return actions()
        .map(
            action ->
                dynamicTest(
                    action.ref().toString(),
                    () -> {
                      connectFirst();
                      server.answer(Answer.of(500, "down"));
                      assertThatThrownBy(() -> call(action, "run-1.step", soon(20_000)))
                          .isInstanceOf(Transient.class);
                      server.answer(Answer.of(200, "{}"));
                      call(action, "run-1.step", soon(20_000));
                      assertThat(server.requests())
                          .hasSizeGreaterThanOrEqualTo(2)
                          .allSatisfy(
                              request ->
                                  assertThat(request.headers())
                                      .containsEntry("idempotency-key", "run-1.step"));
                    }));
  }

  @TestFactory
  final Stream<DynamicTest> secretsAreInNoErrorNoLogAndNoText() {
    return info().authSchemes().stream()
        .map(scheme -> dynamicTest(scheme.id(), () -> keepsSecrets(scheme)));
  }

  private void keepsSecrets(AuthSchemeInfo scheme) throws Exception {
    var secrets = secrets(scheme);
    var said = new StringBuilder();
    try (var log = LogCapture.open()) {
      connect(scheme, fields(scheme), tenant);
      said.append(connections.of(tenant));
      if (has(Capability.HTTP))
        for (var action : actions().toList()) {
          server.answer(Answer.of(200, "{}"));
          call(action, "key", soon(20_000), line -> said.append(line));
          var request = server.last();
          server.answer(Answer.of(400, request.uri() + " " + request.headers()));
          var failure = catchThrowable(() -> call(action, "key", soon(20_000)));
          for (Throwable e = failure; e != null; e = e.getCause()) said.append(e);
        }
      said.append(log.text());
    }
    for (String secret : secrets) assertThat(said.toString()).doesNotContain(secret);
  }

  @TestFactory
  final Stream<DynamicTest> connectionOfAnotherTenantIsOutOfReach() {
    if (!has(Capability.CONNECTIONS)) return Stream.empty();
    return actions()
        .map(
            action ->
                dynamicTest(
                    action.ref().toString(),
                    () -> {
                      connectFirst();
                      var stranger = aTenant();
                      assertThatThrownBy(
                              () ->
                                  operations
                                      .action(action.ref())
                                      .invoke(
                                          json(examplesOf(action.ref()).getFirst()),
                                          context(stranger, "key", soon(20_000), line -> {})))
                          .isInstanceOf(Permanent.class)
                          .hasMessageContaining("no connection");
                      assertThat(server.requests()).isEmpty();
                    }));
  }

  @TestFactory
  final Stream<DynamicTest> onlyTheTrueSenderIsHeard() {
    if (!has(Capability.SIGNED_WEBHOOKS)) return Stream.empty();
    var cases = webhooks(CLOCK);
    assertThat(cases).as("webhooks(), or an opt-out").isNotEmpty();
    return cases.stream()
        .map(sent -> dynamicTest(sent.trigger() + " " + sent.auth(), () -> hears(sent)));
  }

  private void hears(WebhookCase sent) throws Exception {
    var scheme =
        info().authSchemes().stream()
            .filter(found -> found.id().equals(sent.auth()))
            .findFirst()
            .orElseThrow();
    connect(scheme, fields(scheme), tenant);
    var webhook = operations.webhook(ref(sent.trigger()), json(sent.config()));

    webhook.verify(tenant, DEVELOPMENT, sent.good());
    for (var bad : sent.bad())
      assertThatThrownBy(() -> webhook.verify(tenant, DEVELOPMENT, bad))
          .as(bad.toString())
          .isInstanceOf(AuthFailed.class);
    assertThatThrownBy(() -> webhook.verify(aTenant(), DEVELOPMENT, sent.good()))
        .isInstanceOf(Permanent.class);
  }

  @TestFactory
  final Stream<DynamicTest> pollsReadPageAfterPage() {
    return polling(this::readsPages);
  }

  private void readsPages(PollCase poll) throws Exception {
    var pages = poll.pages().apply(server.url());
    var found = new ArrayList<List<String>>();
    JsonNode cursor = null;
    boolean more = true;
    for (int i = 0; more; i++) {
      server.answer(pages.get(i));
      var page = poll(poll, cursor, tenant);
      found.add(page.items().stream().map(NewItem::id).toList());
      cursor = JSON.readTree(page.cursor().toString());
      more = page.more();
    }
    assertThat(found).isEqualTo(poll.ids());

    server.answer(poll.empty());
    var nothing = poll(poll, cursor, tenant);
    assertThat(nothing.items()).isEmpty();
    assertThat(nothing.more()).isFalse();
    assertThat(nothing.cursor()).as("an empty page changes nothing").isEqualTo(cursor);
  }

  @TestFactory
  final Stream<DynamicTest> crashBetweenPollAndCommitLosesNothing() {
    return polling(this::repeatsPage);
  }

  private void repeatsPage(PollCase poll) throws Exception {
    var pages = poll.pages().apply(server.url());
    server.answer(pages.getFirst());
    var first = poll(poll, null, tenant);
    server.answer(pages.get(1));
    var lost = poll(poll, first.cursor(), tenant);

    var again = poll(poll, JSON.readTree(first.cursor().toString()), tenant);

    assertThat(again).as("the cursor holds all that a poll remembers").isEqualTo(lost);
    var asked = server.requests();
    assertThat(asked.getLast().uri()).isEqualTo(asked.get(asked.size() - 2).uri());
  }

  @TestFactory
  final Stream<DynamicTest> failuresOfPollsAreClassed() {
    return polling(this::classesFailures);
  }

  private void classesFailures(PollCase poll) {
    var classes =
        Map.of(
            401,
            AuthFailed.class,
            404,
            Permanent.class,
            429,
            Throttled.class,
            500,
            Transient.class);
    classes.forEach(
        (status, type) -> {
          server.answer(Answer.of(status, "no"));
          assertThatThrownBy(() -> poll(poll, null, tenant)).as("" + status).isInstanceOf(type);
        });
    server.answer(Answer.of(200, "this is no list"));
    assertThatThrownBy(() -> poll(poll, null, tenant)).isInstanceOf(Permanent.class);
  }

  @TestFactory
  final Stream<DynamicTest> cursorThatCannotBeReadIsRefused() {
    return polling(this::refusesCursor);
  }

  private void refusesCursor(PollCase poll) throws Exception {
    var handle = operations.poll(ref(poll.trigger()), json(poll.config()));
    assertThatThrownBy(() -> handle.checkCursor(json(poll.brokenCursor())))
        .isInstanceOf(Permanent.class);
    assertThatThrownBy(() -> poll(poll, json(poll.brokenCursor()), tenant))
        .isInstanceOf(Permanent.class);
    assertThat(server.requests()).isEmpty();
  }

  @TestFactory
  final Stream<DynamicTest> pollThroughTheConnectionOfAnotherTenantIsRefused() {
    return polling(
        poll -> {
          assertThatThrownBy(() -> poll(poll, null, aTenant())).isInstanceOf(Permanent.class);
          assertThat(server.requests()).isEmpty();
        });
  }

  /// A test of a polling trigger.
  @FunctionalInterface
  private interface PollTest {
    void of(PollCase poll) throws Exception;
  }

  private Stream<DynamicTest> polling(PollTest test) {
    if (!has(Capability.POLLING)) return Stream.empty();
    assertThat(polls()).as("polls(), or an opt-out").isNotEmpty();
    return polls().stream()
        .map(
            poll ->
                dynamicTest(
                    poll.trigger(),
                    () -> {
                      if (!info().authSchemes().isEmpty()) connectFirst();
                      test.of(poll);
                    }));
  }

  private PolledPage poll(PollCase poll, @Nullable JsonNode cursor, TenantId caller)
      throws ConnectorException, InterruptedException {
    return operations
        .poll(ref(poll.trigger()), json(poll.config()))
        .poll(cursor, new CallContext(caller, DEVELOPMENT, null, "poll", soon(20_000), line -> {}));
  }

  @Test
  final void optOutsAreTrue() {
    optOuts().forEach((capability, why) -> assertThat(why).as(capability.name()).isNotBlank());
    boolean connected = info().operations().stream().anyMatch(OperationInfo::needsConnection);
    boolean hooked = info().operations().stream().anyMatch(o -> o.kind() == Kind.WEBHOOK_TRIGGER);
    assertThat(has(Capability.CONNECTIONS)).as("CONNECTIONS").isEqualTo(connected);
    boolean polled = info().operations().stream().anyMatch(o -> o.kind() == Kind.POLLING_TRIGGER);
    assertThat(has(Capability.POLLING)).as("POLLING").isEqualTo(polled);
    if (!hooked) assertThat(has(Capability.SIGNED_WEBHOOKS)).as("SIGNED_WEBHOOKS").isFalse();
  }

  private boolean has(Capability capability) {
    return !optOuts().containsKey(capability);
  }

  private ConnectorInfo info() {
    var id = connector().info();
    return REGISTRY.connectors().stream()
        .filter(found -> found.id().equals(id.id()) && found.major() == id.major())
        .findFirst()
        .orElseThrow(() -> new AssertionError("ServiceLoader does not find " + id.id()));
  }

  private Stream<OperationInfo> actions() {
    return info().operations().stream().filter(operation -> operation.kind() == Kind.ACTION);
  }

  private OperationRef ref(String operation) {
    return OperationRef.parse(info().id() + "@" + info().major() + "/" + operation);
  }

  private List<String> examplesOf(OperationRef ref) {
    var found = examples().getOrDefault(ref.operation(), List.of());
    assertThat(found).as("examples() of " + ref).isNotEmpty();
    return found;
  }

  private void bind(OperationInfo operation, JsonNode input) throws ConnectorException {
    switch (operation.kind()) {
      case ACTION -> operations.action(operation.ref()).bind(input);
      case WEBHOOK_TRIGGER -> operations.webhook(operation.ref(), input);
      case SCHEDULE_TRIGGER -> operations.timetable(operation.ref(), input);
      case POLLING_TRIGGER -> operations.poll(operation.ref(), input);
      case STREAM_TRIGGER -> operations.stream(operation.ref(), input);
    }
  }

  private void connectFirst() throws IOException {
    if (!connections.of(tenant).isEmpty()) return;
    var scheme = info().authSchemes().getFirst();
    connect(scheme, fields(scheme), tenant);
  }

  private Map<String, String> fields(AuthSchemeInfo scheme) {
    var given = connections().getOrDefault(scheme.id(), Map.of());
    assertThat(given).as("connections() of " + scheme.id()).isNotEmpty();
    var fields = new HashMap<String, String>();
    given.forEach((name, value) -> fields.put(name, value.replace("{server}", server.url())));
    return fields;
  }

  private List<String> secretNames(AuthSchemeInfo scheme) throws IOException {
    var names = new ArrayList<String>();
    for (var property : JSON.readTree(scheme.fieldsSchema()).get("properties").properties())
      if (property.getValue().path("x-interline-secret").asBoolean()) names.add(property.getKey());
    return names;
  }

  private List<String> secrets(AuthSchemeInfo scheme) throws IOException {
    var fields = fields(scheme);
    return secretNames(scheme).stream().map(fields::get).toList();
  }

  private void connect(AuthSchemeInfo scheme, Map<String, String> fields, TenantId owner)
      throws IOException {
    var settings = new HashMap<>(fields);
    var secrets = new HashMap<String, String>();
    for (String name : secretNames(scheme)) {
      var secret = settings.remove(name);
      if (secret != null) secrets.put(name, secret);
    }
    var connection =
        new ConnectionSettings(
            ALIAS, DEVELOPMENT, "Contract", info().id(), scheme.id(), settings, secrets);
    connections.save(owner, connection);
  }

  private JsonNode call(OperationInfo action, String key, Instant deadline)
      throws ConnectorException, InterruptedException {
    return call(action, key, deadline, line -> {});
  }

  private JsonNode call(OperationInfo action, String key, Instant deadline, Consumer<String> log)
      throws ConnectorException, InterruptedException {
    return operations
        .action(action.ref())
        .invoke(json(examplesOf(action.ref()).getFirst()), context(tenant, key, deadline, log));
  }

  private CallContext context(TenantId caller, String key, Instant deadline, Consumer<String> log) {
    return new CallContext(
        caller, DEVELOPMENT, has(Capability.CONNECTIONS) ? ALIAS : null, key, deadline, log);
  }

  private Instant soon(long millis) {
    return CLOCK.instant().plus(Duration.ofMillis(millis));
  }

  private static TenantId aTenant() {
    return new TenantId(UUID.randomUUID());
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
