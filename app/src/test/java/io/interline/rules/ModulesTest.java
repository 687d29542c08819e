package io.interline.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import io.interline.InterlineApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

class ModulesTest {

  @Test
  void modulesUseEachOthersPublicPackagesOnlyAndInOneDirection() {
    ApplicationModules.of(InterlineApplication.class, ModulesTest::isPartOfTheHub).verify();
  }

  private static boolean isPartOfTheHub(Location location) {
    return !location.contains("-tests.jar") && !location.contains("/test-classes/");
  }

  @Test
  void useOfAnInternalPackageAndCyclesAreFound() {
    var broken =
        ApplicationModules.of(
            "io.interline.rules.fixture.modules", new ImportOption.OnlyIncludeTests());

    assertThatThrownBy(broken::verify)
        .isInstanceOf(Violations.class)
        .hasMessageContaining("Cycle detected")
        .hasMessageContaining("non-exposed type")
        .hasMessageContaining("Inside");
  }
}
