package io.interline.connector.internal.connection;

import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.SecretHeaders;
import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.network.Target;
import io.interline.connector.internal.registry.ConnectionForms;
import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.spi.Connector;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.tenant.DomainException;
import io.interline.tenant.TextRules;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks what an editor says of a connection.
@Component
class ConnectionCheck {

  private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int LONGEST_VALUE = 10_000;

  private final ConnectorRegistry registry;

  ConnectionCheck(ConnectorRegistry registry) {
    this.registry = registry;
  }

  /// A connection as it was stored, with its secrets opened.
  record Stored(
      String connector, String auth, Map<String, String> settings, Map<String, String> secrets) {

    @Override
    public String toString() {
      return "Stored[connector=" + connector + "]";
    }
  }

  /// A connection that is in order.
  ///
  /// @param secrets those given and those kept
  record Checked(Connector connector, OpenConnection connection, Map<String, String> secrets) {

    @Override
    public String toString() {
      return "Checked[" + connection + "]";
    }
  }

  /// @param stored absent for a new connection
  /// @throws DomainException of kind INVALID that names each field that is wrong
  Checked check(ConnectionSettings settings, @Nullable Stored stored) {
    checkNames(settings);
    var forms =
        registry
            .connectionForms(settings.connector())
            .filter(found -> !found.schemes().isEmpty())
            .orElseThrow(
                () ->
                    invalid(
                        "connector-unknown",
                        "There is no connector '"
                            + settings.connector()
                            + "' that has connections."));
    var form =
        forms
            .form(settings.auth())
            .orElseThrow(
                () ->
                    invalid(
                        "auth-unknown",
                        "Connector '"
                            + settings.connector()
                            + "' does not know the authentication '"
                            + settings.auth()
                            + "'; it knows "
                            + String.join(", ", forms.schemes())
                            + "."));
    checkPlaces(settings, form);
    var secrets = secrets(settings, stored);
    return new Checked(forms.connector(), open(form, settings, secrets), secrets);
  }

  private static void checkNames(ConnectionSettings settings) {
    if (!ALIAS.matcher(settings.alias()).matches())
      throw invalid(
          "alias-invalid",
          "An alias begins with a letter and holds at most 63 lower-case letters, digits and"
              + " dashes, for example 'erp'.");
    String title = settings.title().strip();
    if (title.isEmpty() || title.length() > 100)
      throw invalid("title-invalid", "A title has 1 to 100 characters.");
    TextRules.name("title", title);
  }

  /// Secrets stand among the secrets, all else among the settings.
  private static void checkPlaces(ConnectionSettings settings, ConnectionForms.Form<?> form) {
    for (String name : settings.settings().keySet())
      if (form.secrets().contains(name))
        throw invalid("secret-in-clear", "'" + name + "' is a secret: give it as one.");
    checkHeaders(settings.settings().getOrDefault("headers", ""));
    for (String name : settings.secrets().keySet())
      if (!form.secrets().contains(name))
        throw invalid("secret-unknown", "There is no secret '" + name + "' here.");
    for (var fields : new Map[] {settings.settings(), settings.secrets()})
      for (Object value : fields.values())
        if (value.toString().length() > LONGEST_VALUE)
          throw invalid(
              "value-too-long", "A field has more than " + LONGEST_VALUE + " characters.");
  }

  /// Headers that are sent with every request are shown to all who see connections.
  private static void checkHeaders(String lines) {
    for (String line : lines.split("\\R", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && SecretHeaders.carries(line.substring(0, colon)))
        throw invalid(
            "secret-in-clear",
            "The header '"
                + line.substring(0, colon).strip()
                + "' holds a secret in clear. Remove it, and choose a way to authenticate: what is"
                + " given there is encrypted.");
    }
  }

  /// Secrets left out are kept, but never for another host: a changed address must not make the
  /// hub send a secret to whoever answers there.
  private static Map<String, String> secrets(ConnectionSettings settings, @Nullable Stored stored) {
    var secrets = new HashMap<String, String>();
    if (stored != null
        && stored.connector().equals(settings.connector())
        && stored.auth().equals(settings.auth())
        && sameHost(stored.settings().get("baseUrl"), settings.settings().get("baseUrl")))
      secrets.putAll(stored.secrets());
    settings
        .secrets()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) secrets.put(name, value);
            });
    return secrets;
  }

  private static boolean sameHost(@Nullable String before, @Nullable String after) {
    if (before == null || after == null) return before == null && after == null;
    try {
      return Target.parse(before).sameHost(Target.parse(after));
    } catch (Permanent e) {
      return false;
    }
  }

  private static OpenConnection open(
      ConnectionForms.Form<?> form, ConnectionSettings settings, Map<String, String> secrets) {
    var fields = new HashMap<>(settings.settings());
    fields.putAll(secrets);
    try {
      return new OpenConnection(form, settings.connector(), fields);
    } catch (BindException e) {
      throw invalid("connection-invalid", e.text());
    }
  }

  private static DomainException invalid(String code, String message) {
    return new DomainException(DomainException.Kind.INVALID, code, message);
  }
}
