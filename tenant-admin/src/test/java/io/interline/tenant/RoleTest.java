package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void ownerMayAllAndViewerOnlyLooks() {
    for (var permission : Permission.values()) {
      assertThat(Role.OWNER.may(permission)).isTrue();
      if (Role.VIEWER.may(permission)) assertThat(permission.name()).endsWith("_VIEW");
    }
  }

  @Test
  void eachRoleMayWhatTheNextMay() {
    for (var permission : Permission.values())
      if (Role.VIEWER.may(permission)) assertThat(Role.DEVELOPER.may(permission)).isTrue();
  }

  /// The guide's table has one line for each permission, in the same order.
  @Test
  void userGuideSaysWhatRolesMay() throws IOException {
    var lines =
        Files.readAllLines(Path.of("../docs/user-guide/members.md")).stream()
            .dropWhile(line -> !line.startsWith("| may |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(RoleTest::cells)
            .toList();

    assertThat(lines).hasSize(Permission.values().length);
    for (var permission : Permission.values())
      for (var role : EnumSet.allOf(Role.class))
        assertThat(lines.get(permission.ordinal()).get(role.ordinal() + 1))
            .as(role + " " + permission)
            .isEqualTo(role.may(permission) ? "yes" : "");
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::strip)
        .toList();
  }
}
