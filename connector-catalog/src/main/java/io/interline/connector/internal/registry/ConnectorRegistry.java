package io.interline.connector.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.CallLimits;
import io.interline.connector.Catalog;
import io.interline.connector.OperationRef;
import io.interline.connector.internal.schema.SchemaWriter;
import io.interline.connector.spi.Action;
import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Connector;
import io.interline.connector.spi.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// All connectors on the class path. Everything about them is checked when the hub starts.
@Component
public final class ConnectorRegistry implements Catalog {

  private final List<ConnectorInfo> infos;
  private final Map<OperationRef, OperationInfo> operations = new LinkedHashMap<>();
  private final Map<OperationRef, Action<?, ?>> actions = new HashMap<>();
  private final Map<OperationRef, Trigger<?>> triggers = new HashMap<>();
  private final Map<String, ConnectionForms> forms = new HashMap<>();

  @Autowired
  public ConnectorRegistry() {
    this(ServiceLoader.load(Connector.class, Connector.class.getClassLoader()));
  }

  /// @throws IllegalArgumentException when a connector contradicts itself or another one
  public ConnectorRegistry(Iterable<Connector> connectors) {
    var found = new ArrayList<ConnectorInfo>();
    for (var connector : connectors) {
      found.add(load(connector));
      var older = forms.get(connector.info().id());
      if (older == null || older.connector().info().major() < connector.info().major())
        forms.put(connector.info().id(), new ConnectionForms(connector));
    }
    found.sort(Comparator.comparing(ConnectorInfo::title).thenComparing(ConnectorInfo::major));
    this.infos = List.copyOf(found);
  }

  @Override
  public List<ConnectorInfo> connectors() {
    return infos;
  }

  @Override
  public Optional<OperationInfo> operation(OperationRef ref) {
    return Optional.ofNullable(operations.get(ref));
  }

  /// The code of an action.
  public Optional<Action<?, ?>> action(OperationRef ref) {
    return Optional.ofNullable(actions.get(ref));
  }

  /// The code of a trigger.
  public Optional<Trigger<?>> trigger(OperationRef ref) {
    return Optional.ofNullable(triggers.get(ref));
  }

  /// How connections of a connector look; those of its newest major.
  public Optional<ConnectionForms> connectionForms(String connector) {
    return Optional.ofNullable(forms.get(connector));
  }

  private ConnectorInfo load(Connector connector) {
    var info = connector.info();
    var loaded = new ArrayList<OperationInfo>();
    for (var trigger : connector.triggers()) loaded.add(load(info, trigger));
    for (var action : connector.actions()) loaded.add(load(info, action));
    for (var operation : loaded)
      if (operations.put(operation.ref(), operation) != null)
        throw new IllegalArgumentException("two operations are called " + operation.ref());
    return new ConnectorInfo(
        info.id(),
        info.major(),
        info.title(),
        info.description(),
        info.icon(),
        text(settings(connector)),
        connector.auth().stream().map(ConnectorRegistry::authInfo).toList(),
        loaded);
  }

  /// Those of the connector, then those of every connection that is called.
  private static ObjectNode settings(Connector connector) {
    var schema = SchemaWriter.input(connector.settings());
    if (connector.auth().isEmpty() || connector.actions().isEmpty()) return schema;
    var properties = schema.withObjectProperty("properties");
    int order = properties.size();
    for (var limit :
        SchemaWriter.input(CallLimits.class).withObjectProperty("properties").properties())
      properties.set(
          limit.getKey(), ((ObjectNode) limit.getValue()).put("x-interline-order", order++));
    return schema;
  }

  private OperationInfo load(Connector.Info info, Action<?, ?> action) {
    var ref = ref(info, action.id());
    actions.put(ref, action);
    return new OperationInfo(
        ref,
        Kind.ACTION,
        action.title(),
        action.description(),
        action.effect(),
        action.needsConnection(),
        text(SchemaWriter.input(action.input())),
        text(SchemaWriter.output(action.output())));
  }

  private OperationInfo load(Connector.Info info, Trigger<?> trigger) {
    var ref = ref(info, trigger.id());
    triggers.put(ref, trigger);
    return new OperationInfo(
        ref,
        switch (trigger) {
          case Trigger.Webhook<?> webhook -> Kind.WEBHOOK_TRIGGER;
          case Trigger.Schedule<?> schedule -> Kind.SCHEDULE_TRIGGER;
          case Trigger.Polling<?, ?> polling -> Kind.POLLING_TRIGGER;
          case Trigger.Stream<?> stream -> Kind.STREAM_TRIGGER;
        },
        trigger.title(),
        trigger.description(),
        null,
        false,
        text(SchemaWriter.input(trigger.config())),
        text(
            switch (trigger) {
              case Trigger.Webhook<?> webhook -> SchemaWriter.any();
              case Trigger.Schedule<?> schedule -> SchemaWriter.output(Trigger.Firing.class);
              case Trigger.Polling<?, ?> polling -> SchemaWriter.output(polling.item());
              case Trigger.Stream<?> stream -> SchemaWriter.output(stream.item());
            }));
  }

  private static OperationRef ref(Connector.Info info, String operation) {
    return OperationRef.parse(info.id() + "@" + info.major() + "/" + operation);
  }

  private static AuthSchemeInfo authInfo(AuthScheme<?> scheme) {
    return new AuthSchemeInfo(
        scheme.id(), scheme.title(), text(SchemaWriter.input(scheme.fields())));
  }

  private static String text(ObjectNode schema) {
    return schema.toString();
  }
}
