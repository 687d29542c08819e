package io.interline.connector.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.spi.ConnectorException.Permanent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.test,          /orders,             https://api.test/orders",
    "https://api.test/,         /orders,             https://api.test/orders",
    "https://api.test/v1/,      orders/7,            https://api.test/v1/orders/7",
    "https://api.test/v1,       '',                  https://api.test/v1",
    "https://api.test/v1,       ?a=b,                https://api.test/v1?a=b",
    "https://api.test,          /a b/ü,              https://api.test/a%20b/%C3%BC",
    "https://api.test,          /a%2Fb,              https://api.test/a%2Fb",
    "https://api.test,          /a/..%252fb,         https://api.test/a/..%252fb",
    "https://api.test,          /a/..%3Bb,           https://api.test/a/..%3Bb",
    "https://api.test,          //evil.test/x,       https://api.test//evil.test/x",
    "https://api.test,          @evil.test/x,        https://api.test/@evil.test/x",
    "https://api.test,          .evil.test/x,        https://api.test/.evil.test/x",
    "https://api.test:8443/v1,  https://API.test:8443/v2, https://API.test:8443/v2",
    "http://[2606:4700::1]:81,  /x,                  http://[2606:4700::1]:81/x",
  })
  void joinsPathsToTheBase(String base, String path, String expected) throws Permanent {
    assertThat(Target.of(Target.parse(base), path, Map.of()).uri()).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test/x",
        "http://api.test/x",
        "https://api.test:444/x",
        "https://api.test.evil.test/x",
        "HTTPS://evil.test",
        "/../admin",
        "/a/%2e%2E/b",
        "/./b",
        "..",
        "/a/..;/admin",
        "/a/..;x=1/admin",
        "/a/..%2fadmin",
        "/a/..%5Cadmin",
        "/a/%2e%2e%2Fadmin",
        "https://api.test/v1/../admin",
      })
  void refusesToLeaveTheBase(String path) throws Permanent {
    var base = Target.parse("https://api.test/v1");

    assertThatThrownBy(() -> Target.of(base, path, Map.of())).isInstanceOf(Permanent.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.test",
        "ftp://api.test",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://user:password@api.test/",
        "https://api.test:0/",
        "https://api.test:99999/",
        "https://a b/",
        "https://api.test/%zz",
        "jar:http://x!/",
      })
  void refusesWhatIsNoHttpAddress(String url) {
    assertThatThrownBy(() -> Target.parse(url)).isInstanceOf(Permanent.class);
  }

  @Test
  void encodesTheQuery() throws Permanent {
    var query = new LinkedHashMap<String, List<String>>();
    query.put("q", List.of("a&b=c d", "e"));
    query.put("ü", List.of("#"));

    var target = Target.of(Target.parse("https://api.test"), "/s?x=1#part", query);

    assertThat(target.uri()).hasToString("https://api.test/s?x=1&q=a%26b%3Dc%20d&q=e&%C3%BC=%23");
  }

  @Test
  void saysNoQueryInErrors() {
    assertThatThrownBy(() -> Target.of(null, "/x?key=hidden", Map.of()))
        .isInstanceOf(Permanent.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void knowsPortsAndHosts() throws Permanent {
    assertThat(Target.parse("http://A.test/").port()).isEqualTo(80);
    assertThat(Target.parse("https://A.test/").port()).isEqualTo(443);
    assertThat(Target.parse("https://A.test/").host()).isEqualTo("a.test");
    assertThat(Target.parse("http://[::1]:9/").host()).isEqualTo("::1");
  }
}
