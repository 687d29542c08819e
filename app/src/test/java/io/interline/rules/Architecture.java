package io.interline.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

/// What Maven's modules and Spring Modulith do not see.
final class Architecture {

  /// Where SQL lives. A new package here is a decision, not a detail.
  private static final String[] STORES = {
    // Counts what is left when all is over.
    "io.interline.chaos",
    "io.interline.audit.internal",
    "io.interline.tenant.internal.database",
    "io.interline.tenant.internal.account",
    "io.interline.tenant.internal.client",
    "io.interline.tenant.internal.member",
    "io.interline.tenant.internal.notify",
    "io.interline.tenant.internal.organisation",
    "io.interline.tenant.internal.plan",
    "io.interline.connector.internal.connection",
    "io.interline.connector.internal.vault",
    "io.interline.flow.internal.authoring",
    "io.interline.flow.internal.journal",
    "io.interline.flow.internal.inspect",
    "io.interline.flow.internal.notify",
    "io.interline.flow.internal.schedule",
    "io.interline.flow.internal.signal",
    "io.interline.bench",
    "io.interline.postgres",
    "io.interline.startup"
  };

  static final ArchRule CONNECTOR_SDK_NEEDS_ONLY_JAVA =
      classes()
          .that()
          .resideInAPackage("..connector.spi..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "..connector.spi..")
          .because("a connector is built against it alone");

  static final ArchRule VAADIN_ONLY_IN_SCREENS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.interline.ui..", "io.interline.security..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.vaadin..")
          .because("screens come and go; io.interline.security decides who sees them");

  static final ArchRule SQL_ONLY_IN_STORES =
      noClasses()
          .that()
          .resideOutsideOfPackages(STORES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..")
          .because("row-level security, transactions and batches are thought of in few places");

  static final ArchRule TIME_COMES_FROM_THE_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests move the clock");

  static final ArchRule NOTHING_SLEEPS =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .because("what waits, waits for something that can be named");

  static final ArchRule DEPENDENCIES_COME_BY_CONSTRUCTOR =
      fields()
          .should()
          .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .andShould()
          .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .andShould()
          .notBeAnnotatedWith("jakarta.inject.Inject")
          .andShould()
          .notBeAnnotatedWith("jakarta.annotation.Resource")
          .because("an object is whole when it is made");

  static final ArchRule EXPRESSIONS_ARE_GUARDED =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.interline.flow.internal.expression..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.schibsted.spt.data.jslt.Parser")
          .because("the library has no limits of its own");

  static final ArchRule ONE_JSON_LIBRARY_IN_A_CLASS =
      noClasses()
          .that(
              describe(
                  "use Jackson 2",
                  type ->
                      type.getDirectDependenciesFromSelf().stream()
                          .anyMatch(
                              dependency ->
                                  dependency
                                      .getTargetClass()
                                      .getPackageName()
                                      .startsWith("com.fasterxml.jackson.databind"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..")
          .because("their trees look alike and are not");

  /// Who makes readers and writers of JSON. A new one here is a decision, not a detail.
  private static final Set<String> READERS_OF_JSON =
      Set.of(
          "io.interline.connector.json.ExactJson",
          "io.interline.audit.EdgeJson",
          // Flow documents have limits of their own, and YAML.
          "io.interline.flow.definition.DocumentText",
          // Benchmarks write what they found.
          "io.interline.bench.HistoryBenchmark",
          "io.interline.bench.Report",
          "io.interline.bench.RunLists");

  static final ArchRule ONE_READER_OF_JSON =
      noClasses()
          .that(
              describe(
                  "are not among the readers of JSON",
                  type -> !READERS_OF_JSON.contains(type.getName())))
          .should()
          .callCodeUnitWhere(
              describe(
                  "makes a reader of JSON",
                  call -> {
                    var of = call.getTargetOwner();
                    String name = call.getName();
                    boolean json =
                        of.getPackageName().startsWith("com.fasterxml.jackson")
                            || of.getPackageName().startsWith("tools.jackson");
                    boolean reader =
                        of.getSimpleName().endsWith("Mapper")
                            || of.getSimpleName().endsWith("Factory")
                                && !of.getSimpleName().equals("JsonNodeFactory");
                    return json
                        && reader
                        && (name.equals("<init>")
                            || name.equals("builder")
                            || name.equals("shared"));
                  }))
          .because("numbers lose digits, and texts pass, where one of them is made otherwise");

  private Architecture() {}

  private static <T> DescribedPredicate<T> describe(
      String words, java.util.function.Predicate<T> predicate) {
    return DescribedPredicate.describe(words, predicate);
  }
}
