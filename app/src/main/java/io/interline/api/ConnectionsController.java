package io.interline.api;

import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.Connections.TestResult;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Connections to other systems. Secrets go in and never come out.
@RestController
@RequestMapping("/api/v1/connections")
@Tag(name = "Connections", description = "How flows reach other systems, per environment")
class ConnectionsController {

  private final Connections connections;

  ConnectionsController(Connections connections) {
    this.connections = connections;
  }

  @GetMapping
  @Operation(summary = "All connections, in order of alias and environment")
  ListView<ConnectionView> list() {
    return new ListView<>(connections.list().stream().map(ConnectionView::of).toList());
  }

  @GetMapping("/{environment}/{alias}")
  @Operation(summary = "One connection, with its ETag")
  ResponseEntity<ConnectionView> get(@PathVariable String environment, @PathVariable String alias) {
    return answer(connections.get(alias, Parameters.environment(environment)));
  }

  @PutMapping("/{environment}/{alias}")
  @Operation(
      summary = "Make or change a connection",
      description =
          "Without If-Match it is a new one. A secret left out keeps its stored value, unless"
              + " connector, auth scheme or base address change")
  ResponseEntity<ConnectionView> put(
      @PathVariable String environment,
      @PathVariable String alias,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody ConnectionBody body) {
    var where = Parameters.environment(environment);
    var version = ifMatch == null ? null : version(ifMatch, alias, where);
    return answer(connections.save(body.settings(alias, where), version));
  }

  @DeleteMapping("/{environment}/{alias}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Remove a connection")
  void delete(@PathVariable String environment, @PathVariable String alias) {
    connections.delete(alias, Parameters.environment(environment));
  }

  @PostMapping("/{environment}/{alias}/test")
  @Operation(summary = "Try a connection as it is stored, or with the settings sent")
  TestView test(
      @PathVariable String environment,
      @PathVariable String alias,
      @RequestBody(required = false) @Nullable ConnectionBody body) {
    var where = Parameters.environment(environment);
    return TestView.of(
        body == null
            ? connections.test(alias, where)
            : connections.test(body.settings(alias, where)));
  }

  private int version(String ifMatch, String alias, Environment environment) {
    String tag =
        EntityTags.required(
            ifMatch, () -> Integer.toString(connections.get(alias, environment).version()));
    try {
      return Integer.parseInt(tag);
    } catch (NumberFormatException e) {
      throw new DomainException(
          Kind.CONFLICT,
          "connection-changed",
          "The connection '" + alias + "' has no state '" + tag + "': read it again.");
    }
  }

  private static ResponseEntity<ConnectionView> answer(Connection connection) {
    return ResponseEntity.ok()
        .eTag(EntityTags.quoted(Integer.toString(connection.version())))
        .body(ConnectionView.of(connection));
  }

  /// @param auth id of an auth scheme of the connector
  /// @param settings fields without secrets, `baseUrl` among them
  /// @param secrets new values of secret fields
  record ConnectionBody(
      @Nullable String title,
      @Nullable String connector,
      @Nullable String auth,
      @Nullable Map<String, String> settings,
      @Nullable Map<String, String> secrets) {

    ConnectionSettings settings(String alias, Environment environment) {
      return new ConnectionSettings(
          alias,
          environment,
          title == null || title.isBlank() ? alias : title,
          required("connector", connector),
          required("auth", auth),
          settings == null ? Map.of() : settings,
          secrets == null ? Map.of() : secrets);
    }

    private static String required(String name, @Nullable String value) {
      if (value == null || value.isBlank())
        throw new DomainException(
            Kind.INVALID, "field-missing", "The connection needs '" + name + "'.");
      return value;
    }

    @Override
    public String toString() {
      return "ConnectionBody[connector=" + connector + "]";
    }
  }

  /// @param secretsSet names of the secret fields that have a value
  record ConnectionView(
      String alias,
      String environment,
      String title,
      String connector,
      String auth,
      Map<String, String> settings,
      Set<String> secretsSet,
      int version,
      Instant changedAt,
      @Nullable TestView lastTest) {

    static ConnectionView of(Connection connection) {
      var test = connection.lastTest();
      return new ConnectionView(
          connection.alias(),
          connection.environment().id(),
          connection.title(),
          connection.connector(),
          connection.auth(),
          connection.settings(),
          new TreeSet<>(connection.secretsSet()),
          connection.version(),
          connection.changedAt(),
          test == null ? null : TestView.of(test));
    }
  }

  record TestView(boolean ok, String message, long tookMillis, Instant at) {
    static TestView of(TestResult result) {
      return new TestView(result.ok(), result.message(), result.tookMillis(), result.at());
    }
  }
}
