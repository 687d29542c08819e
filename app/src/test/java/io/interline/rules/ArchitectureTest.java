package io.interline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.interline");

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(Architecture.CONNECTOR_SDK_NEEDS_ONLY_JAVA, "connector.spi"),
        Arguments.of(Architecture.VAADIN_ONLY_IN_SCREENS, "screens"),
        Arguments.of(Architecture.SQL_ONLY_IN_STORES, "data"),
        Arguments.of(Architecture.TIME_COMES_FROM_THE_CLOCK, "clock"),
        Arguments.of(Architecture.NOTHING_SLEEPS, "clock"),
        Arguments.of(Architecture.DEPENDENCIES_COME_BY_CONSTRUCTOR, "wiring"),
        Arguments.of(Architecture.EXPRESSIONS_ARE_GUARDED, "mapping"),
        Arguments.of(Architecture.ONE_JSON_LIBRARY_IN_A_CLASS, "json"),
        Arguments.of(Architecture.ONE_READER_OF_JSON, "reader"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void productKeepsTheRule(ArchRule rule, String fixture) {
    rule.check(PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void fixtureBreaksTheRule(ArchRule rule, String fixture) {
    var broken = new ClassFileImporter().importPackages("io.interline.rules.fixture." + fixture);

    assertThat(rule.evaluate(broken).hasViolation()).isTrue();
  }
}
