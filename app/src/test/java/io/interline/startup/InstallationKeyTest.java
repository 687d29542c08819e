package io.interline.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {

  @TempDir Path folder = Path.of("");

  @Test
  void firstStartMakesKeyThatOnlyItsOwnerReads() throws IOException {
    var file = folder.resolve("home/key");

    InstallationKey.load(file);

    assertThat(Files.size(file)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var entries = Files.list(file.getParent())) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void sameKeyAndPurposeGiveTheSameBytes() {
    var file = folder.resolve("key");
    var key = InstallationKey.load(file);

    assertThat(InstallationKey.load(file).derive("one")).isEqualTo(key.derive("one"));
    assertThat(key.derive("one")).hasSize(32).isNotEqualTo(key.derive("two"));
    assertThat(InstallationKey.load(folder.resolve("other")).derive("one"))
        .isNotEqualTo(key.derive("one"));
  }

  @Test
  void damagedKeyIsRefusedAndKept() throws IOException {
    var file = Files.write(folder.resolve("key"), new byte[5]);

    assertThatThrownBy(() -> InstallationKey.load(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("5 bytes instead of 32");
    assertThat(Files.size(file)).isEqualTo(5);
  }
}
