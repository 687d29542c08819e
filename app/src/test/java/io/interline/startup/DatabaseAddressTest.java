package io.interline.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @Test
  void userAndPasswordLeaveTheAddress() {
    var address =
        DatabaseAddress.parse(
            "jdbc:postgresql://db:5432/hub?user=the%20owner&sslmode=require&password=a%26b%3D");

    assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5432/hub?sslmode=require");
    assertThat(address.user()).isEqualTo("the owner");
    assertThat(address.password()).isEqualTo("a&b=");
    assertThat(address).hasToString(address.url());
  }

  @Test
  void addressWithoutOtherParametersLosesTheQuestionMark() {
    assertThat(DatabaseAddress.parse("jdbc:postgresql://db/hub?user=o").url())
        .isEqualTo("jdbc:postgresql://db/hub");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgres://db/hub",
        "jdbc:h2:mem:x",
        "jdbc:postgresql://db/hub",
        "jdbc:postgresql://db/hub?password=secret"
      })
  void otherAddressesAreRefusedWithoutRepeatingSecrets(String address) {
    assertThatThrownBy(() -> DatabaseAddress.parse(address))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("INTERLINE_DATABASE_URL")
        .hasMessageNotContaining("secret");
  }
}
