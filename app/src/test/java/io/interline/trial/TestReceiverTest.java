package io.interline.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TestReceiverTest {

  private static MockHttpServletRequest post(String body) {
    var request = new MockHttpServletRequest("POST", "/try/orders");
    request.setPathInfo("/orders");
    request.addHeader("Host", "localhost:8080");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    return request;
  }

  private static MockHttpServletResponse answer(MockHttpServletRequest request, boolean open)
      throws IOException {
    var response = new MockHttpServletResponse();
    new TestReceiver(() -> open).service(request, response);
    return response;
  }

  @Test
  void answersWithWhatItGot() throws IOException {
    var request = post("{\"total\": 118.50}");
    request.addHeader("Idempotency-Key", "k-1");

    var response = answer(request, true);

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsString())
        .contains("\"method\":\"POST\"", "\"path\":\"/orders\"", "\"k-1\"", "118.50");
  }

  @Test
  void textThatIsNoJsonComesBackAsText() throws IOException {
    assertThat(answer(post("{oops"), true).getContentAsString()).contains("\"{oops\"");
    assertThat(answer(post("[".repeat(10_000)), true).getStatus()).isEqualTo(200);
    assertThat(answer(post(""), true).getContentAsString()).contains("\"received\":null");
  }

  @Test
  void isNotThereForOthers() throws IOException {
    var far = post("{}");
    far.setRemoteAddr("203.0.113.7");
    var proxied = post("{}");
    proxied.addHeader("X-Forwarded-For", "203.0.113.7");
    var renamed = post("{}");
    renamed.removeHeader("Host");
    renamed.addHeader("Host", "hub.example");

    assertThat(answer(renamed, true).getStatus()).isEqualTo(404);
    assertThat(answer(far, true).getStatus()).isEqualTo(404);
    assertThat(answer(proxied, true).getStatus()).isEqualTo(404);
    assertThat(answer(post("{}"), false).getStatus()).isEqualTo(404);
  }

  @Test
  void tooMuchIsRefused() throws IOException {
    assertThat(answer(post(" ".repeat(TestReceiver.MAX_BODY + 1)), true).getStatus())
        .isEqualTo(413);
  }
}
