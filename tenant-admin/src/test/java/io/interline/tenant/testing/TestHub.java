package io.interline.tenant.testing;

import io.interline.audit.AuditEvent;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditQuery;
import io.interline.tenant.TenantScope;
import io.interline.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.transaction.support.TransactionTemplate;

/// The beans of tenant-admin and audit, and those of the module under test, on a database of their
/// own. No web server.
///
/// Classes share one where they can ([#shared]); else there is one for each class. Each test makes
/// a new tenant, and so does not see the others:
///
/// ```java
/// class PostgresThingsPostgresTest {
///   private static final TestHub HUB = TestHub.shared(ThingConfiguration.class);
///   private final TestTenant acme = HUB.tenant();
///   private final Things things = HUB.bean(Things.class);
///
///   @Test
///   void developerMakesAThing() {
///     TenantScope.run(acme.developer(), () -> things.create("x"));
///
///     assertThat(HUB.events(acme)).extracting(event ->
///     event.entry().action()).contains("thing.create"); } } ```
///
/// `ThingConfiguration` is any configuration class, often one nested in the test that scans the
/// module's packages: `@Configuration @ComponentScan("io.interline.flow.internal.authoring")`.
/// A bean marked `@Primary` there takes the place of the hub's own, for example a `Clock`.
public final class TestHub implements AutoCloseable {

  private static final ConcurrentHashMap<List<Class<?>>, TestHub> SHARED =
      new ConcurrentHashMap<>();

  private final TestDatabase database;
  private final ConfigurableApplicationContext context;

  private TestHub(TestDatabase database, ConfigurableApplicationContext context) {
    this.database = database;
    this.context = context;
  }

  /// The one of all test classes of a JVM that ask with these configurations; nobody closes it, it
  /// ends with the JVM. For classes that look at what their own tenants have, and leave the clock
  /// and the settings of the hub alone.
  public static TestHub shared(Class<?>... configurations) {
    return SHARED.computeIfAbsent(
        List.of(configurations), asked -> start(asked.toArray(Class<?>[]::new)));
  }

  /// Starts the beans of tenant-admin and audit on a new database, with more configurations.
  public static TestHub start(Class<?>... configurations) {
    return start(List.of(), configurations);
  }

  /// The same, with properties in the form `name=value`.
  public static TestHub start(List<String> properties, Class<?>... configurations) {
    return start(TestDatabase.create(), properties, configurations);
  }

  /// One more node over the same database.
  public TestHub beside(List<String> properties, Class<?>... configurations) {
    return start(database, properties, configurations);
  }

  private static TestHub start(
      TestDatabase database, List<String> properties, Class<?>... configurations) {
    var sources =
        Stream.concat(Stream.of(TenantAdministration.class), Stream.of(configurations))
            .toArray(Class<?>[]::new);
    var context =
        new SpringApplicationBuilder(sources)
            .web(WebApplicationType.NONE)
            .properties(database.properties())
            .properties(
                "spring.main.banner-mode=off",
                "server.address=127.0.0.1",
                "spring.jpa.open-in-view=false",
                "spring.jpa.hibernate.ddl-auto=none",
                "interline.database.app-pool-size=6",
                "interline.database.system-pool-size=6")
            .properties(properties.toArray(String[]::new))
            .run();
    return new TestHub(database, context);
  }

  /// The database below, for what a test does behind the hub's back.
  public TestDatabase database() {
    return database;
  }

  /// The bean of that type; the primary one where there are several.
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// The bean of that name, for example `systemTransactionManager`.
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /// A new tenant with its people.
  public TestTenant tenant() {
    return TestTenant.create(database);
  }

  /// The newest 500 events of the tenant's audit log, newest first.
  public List<AuditEvent> events(TestTenant tenant) {
    var query = AuditQuery.all(tenant.id().log(), 500);
    return TenantScope.call(
        tenant.owner(),
        () ->
            Objects.requireNonNull(
                    bean(TransactionTemplate.class)
                        .execute(status -> bean(AuditLog.class).find(query)))
                .events());
  }

  @Override
  public void close() {
    context.close();
  }

  /// Without a stereotype, so that a test of the whole hub does not find it by scanning.
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.interline")
  @ComponentScan(
      basePackages = {"io.interline.audit.internal", "io.interline.tenant.internal"},
      excludeFilters = // configurations nested in tests
          @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test\\$.*"))
  static class TenantAdministration {}
}
