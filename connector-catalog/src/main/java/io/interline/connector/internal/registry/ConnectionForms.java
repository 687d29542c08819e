package io.interline.connector.internal.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.CallLimits;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.internal.schema.FieldSpec;
import io.interline.connector.internal.schema.RecordBinder;
import io.interline.connector.internal.schema.RecordWriter;
import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Connector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The forms of a connector's connections: one for each way to authenticate.
public final class ConnectionForms {

  private final Connector connector;
  private final RecordBinder<?> settings;
  private final RecordBinder<CallLimits> limits = new RecordBinder<>(CallLimits.class);
  private final Map<String, Form<?>> forms = new LinkedHashMap<>();

  ConnectionForms(Connector connector) {
    this.connector = connector;
    this.settings = new RecordBinder<>(connector.settings());
    for (var scheme : connector.auth()) forms.put(scheme.id(), new Form<>(scheme));
  }

  public Connector connector() {
    return connector;
  }

  /// The form of one way to authenticate.
  public Optional<Form<?>> form(String auth) {
    return Optional.ofNullable(forms.get(auth));
  }

  /// Ids of all ways to authenticate.
  public Set<String> schemes() {
    return forms.keySet();
  }

  /// Fields of a connection with one way to authenticate: those that all share, and its own.
  public final class Form<C extends Record> {

    private final AuthScheme<C> scheme;
    private final RecordBinder<C> binder;
    private final Set<String> shared;
    private final Set<String> sparing;
    private final Set<String> own;
    private final Set<String> secrets;

    private Form(AuthScheme<C> scheme) {
      this.scheme = scheme;
      this.binder = new RecordBinder<>(scheme.fields());
      this.shared = names(FieldSpec.of(connector.settings()).stream());
      this.sparing = names(FieldSpec.of(CallLimits.class).stream());
      this.own = names(FieldSpec.of(scheme.fields()).stream());
      this.secrets = names(FieldSpec.of(scheme.fields()).stream().filter(FieldSpec::secret));
      if (own.stream().anyMatch(name -> shared.contains(name) || sparing.contains(name))
          || shared.stream().anyMatch(sparing::contains))
        throw new IllegalArgumentException(
            scheme.id() + " of " + connector.info().id() + " has a field that others have too");
    }

    /// Names of the fields that belong into the vault.
    public Set<String> secrets() {
      return secrets;
    }

    /// Checks all fields, fills in defaults, and says how requests are signed with them.
    ///
    /// @throws BindException that names every field that is wrong
    public Filled fill(Map<String, String> fields) throws BindException {
      var problems = new StringBuilder();
      var common = collect(problems, () -> settings.bind(part(fields, shared)));
      var spared = collect(problems, () -> limits.bind(part(fields, sparing)));
      C bound = collect(problems, () -> binder.bind(part(fields, own)));
      for (String name : fields.keySet())
        if (!shared.contains(name) && !own.contains(name) && !sparing.contains(name))
          append(problems, "'" + name + "' is unknown here.");
      if (bound == null || common == null || spared == null || !problems.isEmpty())
        throw new BindException(problems.toString());
      var filled = new LinkedHashMap<String, String>();
      for (var part : List.of(common, bound))
        for (var field : RecordWriter.write(part).properties())
          filled.put(field.getKey(), field.getValue().asText());
      return new Filled(filled, spared, request -> scheme.sign(bound, request));
    }

    private static ObjectNode part(Map<String, String> fields, Set<String> names) {
      var part = JsonNodeFactory.instance.objectNode();
      for (String name : names) {
        String value = fields.get(name);
        if (value != null && !value.isBlank()) part.put(name, value);
      }
      return part;
    }

    private static Set<String> names(Stream<FieldSpec> specs) {
      return specs.map(FieldSpec::name).collect(Collectors.toUnmodifiableSet());
    }
  }

  /// All fields with their defaults, and how requests are signed with them.
  ///
  /// @param fields without those of the limits
  public record Filled(
      Map<String, String> fields, CallLimits limits, UnaryOperator<HttpRequest> signer) {

    /// Says nothing of the fields: some are secret.
    @Override
    public String toString() {
      return "Filled";
    }
  }

  @FunctionalInterface
  private interface Binding<T> {
    T bind() throws BindException;
  }

  private static <T extends @Nullable Object> @Nullable T collect(
      StringBuilder problems, Binding<T> binding) {
    try {
      return binding.bind();
    } catch (BindException e) {
      append(problems, e.text());
      return null;
    }
  }

  private static void append(StringBuilder problems, String problem) {
    if (!problems.isEmpty()) problems.append(' ');
    problems.append(problem);
  }
}
