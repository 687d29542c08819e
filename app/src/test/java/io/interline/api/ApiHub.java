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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/// The whole hub on a database of its own and a free port, one for all tests of the API.
final class ApiHub implements AutoCloseable {

  private static final ApiHub SHARED = new ApiHub();

  private final TestDatabase database = TestDatabase.create();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ServletWebServerApplicationContext context;

  private ApiHub() {
    try {
      var key = Files.createTempDirectory("interline-api").resolve("key");
      InstallationKey.load(key); // made when it is not there
      var arguments = new ArrayList<String>();
      for (var property : database.properties()) arguments.add("--" + property);
      arguments.addAll(
          List.of(
              "--server.port=0",
              "--vaadin.productionMode=true",
              "--interline.key-file=" + key,
              "--interline.database.app-pool-size=6",
              "--interline.database.system-pool-size=6"));
      context =
          (ServletWebServerApplicationContext)
              new SpringApplicationBuilder(InterlineApplication.class)
                  .run(arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ApiHub shared() {
    return SHARED;
  }

  TestTenant tenant() {
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

  private int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }
}
