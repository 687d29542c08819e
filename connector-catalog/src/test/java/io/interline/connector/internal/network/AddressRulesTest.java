package io.interline.connector.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  private final AddressRules strict = new AddressRules(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "100:0:0:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:c0a8:1::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
      })
  void refusesWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(strict.refusal(InetAddress.getByName(address))).as(address).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "168.63.129.15",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2001:4860:4860::8888",
        "3ffe:ffff::1",
      })
  void letsPublicAddressesPass(String address) throws UnknownHostException {
    assertThat(strict.refusal(InetAddress.getByName(address))).as(address).isEmpty();
  }

  @Test
  void judgesMappedAddressAsTheOneInside() throws UnknownHostException {
    var mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;
    mapped[15] = 1;

    assertThat(strict.refusal(Inet6Address.getByAddress("x", mapped, -1))).isPresent();
    assertThat(
            new AddressRules(List.of("10.0.0.0/8"))
                .refusal(Inet6Address.getByAddress("x", mapped, -1)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.0.0.1, true",
    "127.0.0.0/8, 10.0.0.1, false",
    "10.1.0.0/16, 10.1.255.1, true",
    "10.1.0.0/16, 10.2.0.1, false",
    "10.1.0.0/16, 2002:a01:1::1, false",
    "192.168.3.7, 192.168.3.7, true",
    "192.168.3.7, 192.168.3.6, false",
    "::1/128, ::1, true",
    "::1/128, ::2, false",
    "fd12::/16, fd12:1::1, true",
    "10.128.0.0/9, 10.127.0.1, false",
    "10.128.0.0/9, 10.129.0.1, true",
  })
  void allowsTheBlocksOfTheInstallation(String block, String address, boolean allowed)
      throws UnknownHostException {
    var rules = new AddressRules(List.of(block));

    assertThat(rules.allowsMore()).isTrue();
    assertThat(rules.refusal(InetAddress.getByName(address)).isEmpty()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x", "a/8"})
  void refusesBlocksThatAreNone(String block) {
    assertThatThrownBy(() -> new AddressRules(List.of(block)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(block);
  }
}
