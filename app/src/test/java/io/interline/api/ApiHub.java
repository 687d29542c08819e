package io.interline.api;

import io.interline.InterlineApplication;
import io.interline.startup.InstallationKey;
import io.interline.tenant.ApiClients;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import io.interline.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/// The whole hub on a database of its own and a free port, one for all tests of the API and of what
/// keeps tenants apart.
public final class ApiHub implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ServletWebServerApplicationContext context;
  private final SecurityContextHolderStrategy security;

  private ApiHub() {
    try {
      var key = Files.createTempDirectory("interline-api").resolve("key");
      InstallationKey.load(key); // made when it is not there
      var own =
          Stream.of(
              "interline.key-file=" + key,
              "interline.database.app-pool-size=6",
              "interline.database.system-pool-size=6",
              // One client asks for all tests.
              "interline.api.requests-per-second=100000",
              "interline.api.burst=100000",
              // People are told when a test has it told.
              "interline.notifications.every-millis=86400000");
      context = start(Stream.concat(Stream.of(database.properties()), own));
      security = SecurityContextHolder.getContextHolderStrategy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where Spring Security keeps who calls is one for all of the process, and of the hub that
  /// started last: a test that starts another hub leaves this one without callers.
  void takeBack() {
    SecurityContextHolder.setContextHolderStrategy(security);
  }

  public static ApiHub shared() {
    return Shared.HUB;
  }

  /// A hub on a database that the properties name, and with the time that it is: the movable clock
  /// of the tests of modules is found by scanning, too, but the database does not follow it.
  public static ServletWebServerApplicationContext start(Stream<String> properties) {
    return (ServletWebServerApplicationContext)
        new SpringApplicationBuilder(InterlineApplication.class, AskedPermissions.class)
            .initializers(
                context ->
                    context.addBeanFactoryPostProcessor(
                        beans ->
                            ((BeanDefinitionRegistry) beans).removeBeanDefinition("movableClock")))
            .run(
                Stream.concat(Stream.of("server.port=0", "vaadin.productionMode=true"), properties)
                    .map(property -> "--" + property)
                    .toArray(String[]::new));
  }

  public TestDatabase database() {
    return database;
  }

  public ServletWebServerApplicationContext context() {
    return context;
  }

  public TestTenant tenant() {
    return TestTenant.create(database);
  }

  /// A client of the tenant that has a token.
  ApiCaller caller(TestTenant tenant, Role role) {
    var issued =
        TenantScope.call(
            tenant.owner(), () -> bean(ApiClients.class).create("test of " + role, role));
    var anonymous = anonymous();
    return anonymous.withToken(
        anonymous
            .token(issued.client().clientId(), issued.secret())
            .at("/access_token")
            .asString());
  }

  /// Without a token.
  ApiCaller anonymous() {
    return new ApiCaller(http, "http://localhost:" + port(), "");
  }

  @Override
  public void close() {
    context.close();
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /// Started when first asked for.
  private static final class Shared {
    static final ApiHub HUB = new ApiHub();
  }
}
