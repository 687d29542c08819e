package io.interline.sample;

import io.interline.audit.Actor;
import io.interline.audit.Origin;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.Deployments;
import io.interline.flow.Flows;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.ApiClients;
import io.interline.tenant.Caller;
import io.interline.tenant.Environment;
import io.interline.tenant.Onboarding;
import io.interline.tenant.Organisations;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// `--sample`: makes, on an empty database, an organisation with an owner and an API client, and a
/// live flow that sends orders to a receiver on this machine. Through the services that the screens
/// use, so that all of it is on the audit log.
@Component
public class Sample implements DisposableBean {

  private static final String EMAIL = "owner@acme.example";
  private static final String ALIAS = "shop-erp";

  private final Onboarding onboarding;
  private final Organisations organisations;
  private final ApiClients clients;
  private final Connections connections;
  private final Flows flows;
  private final Deployments deployments;
  private final SecureRandom random;
  private final Clock clock;
  private final JsonMapper json;
  private final int port;
  private @Nullable SampleReceiver receiver;

  Sample(
      Onboarding onboarding,
      Organisations organisations,
      ApiClients clients,
      Connections connections,
      Flows flows,
      Deployments deployments,
      SecureRandom random,
      Clock clock,
      JsonMapper json,
      @Value("${interline.sample.port:8090}") int port) {
    this.onboarding = onboarding;
    this.organisations = organisations;
    this.clients = clients;
    this.connections = connections;
    this.flows = flows;
    this.deployments = deployments;
    this.random = random;
    this.clock = clock;
    this.json = json;
    this.port = port;
  }

  /// Starts the receiver, and makes the rest when there is no organisation yet.
  ///
  /// @param hub address of the hub's pages
  /// @return what the person at the console should know
  public String begin(String hub) {
    String address = startReceiver();
    if (!onboarding.untouched())
      return """
      The sample's receiver runs again: %s/ shows what arrives. Nothing else was made, as this \
      hub has an organisation already; for a fresh sample give it another folder with \
      INTERLINE_HOME.
      """
          .formatted(address);
    String password = password();
    var owner =
        onboarding.establish(
            new SignUp("Acme Trading", "Olivia Owner", EMAIL, password), "unlimited");
    return TenantScope.call(caller(owner), () -> describe(hub, address, password));
  }

  @Override
  public void destroy() {
    if (receiver != null) receiver.close();
  }

  private String describe(String hub, String address, String password) {
    organisations.finishGuidedStart();
    var client = clients.create("Sample client", Role.DEVELOPER);
    for (var environment : Environment.values()) {
      connections.save(
          new ConnectionSettings(
              ALIAS, environment, "Shop ERP", "http", "none", Map.of("baseUrl", address), Map.of()),
          null);
    }
    var draft = flows.importDocument(resource("order-sync.yaml"));
    String order = json.readTree(resource("order.json")).toPrettyString();
    flows.saveLayout(draft.id(), json.writeValueAsString(Map.of("sample", order)));
    var version = flows.publish(draft.id(), draft.etag(), "The sample");
    var live = deployments.deploy(draft.id(), version.number(), Environment.PRODUCTION);
    return """
    The sample is ready; its secrets are shown this once.
      Log in:     %1$s/login  as %2$s  with password %3$s
      API client: %4$s  with secret %5$s  (POST %1$s/oauth2/token)
      Receiver:   %6$s/  shows what arrives
    Send an order:
      curl -i %1$s%7$s -H 'Content-Type: application/json' -d '%8$s'
    """
        .formatted(
            hub,
            EMAIL,
            password,
            client.client().clientId(),
            client.secret(),
            address,
            Objects.requireNonNull(live.webhookPath()),
            resource("order.json").strip());
  }

  private String startReceiver() {
    try {
      receiver = new SampleReceiver(port, clock, json);
      return receiver.address();
    } catch (BindException e) {
      throw new IllegalStateException(
          "The sample's receiver needs port "
              + port
              + ", which is taken. Give it another one: INTERLINE_SAMPLE_PORT=8091 ./interline run"
              + " --sample",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Caller caller(Account owner) {
    var actor = new Actor(Actor.Kind.ACCOUNT, owner.id().toString(), owner.email(), null);
    var tenant = owner.memberships().getFirst().tenant();
    return new Caller(tenant, actor, Role.OWNER, Origin.INTERNAL, "command-line");
  }

  private String password() {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String resource(String name) {
    try (var in = Sample.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
