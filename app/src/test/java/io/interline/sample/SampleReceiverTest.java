package io.interline.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SampleReceiverTest {

  private final JsonMapper json = new JsonMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final SampleReceiver receiver = start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void orderSentAgainUnderItsKeyIsKeptOnce() throws Exception {
    assertThat(post("a", "{\"number\":1}").statusCode()).isEqualTo(201);
    assertThat(post("a", "{\"number\":1}").statusCode()).isEqualTo(201);
    assertThat(post("b", "{\"number\":2}").statusCode()).isEqualTo(201);

    var received = json.readTree(get("/received.json").body());

    assertThat(received.path("count").asInt()).isEqualTo(2);
    assertThat(received.path("orders").get(0).path("body").path("number").asInt()).isEqualTo(2);
    assertThat(received.path("orders").get(1).path("times").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsNoJsonIsRefused() throws Exception {
    assertThat(post("a", "{").statusCode()).isEqualTo(400);
    assertThat(json.readTree(get("/received.json").body()).path("count").asInt()).isZero();
  }

  @Test
  void pageAndUnknownPaths() throws Exception {
    assertThat(get("/").body()).contains("<title>Shop ERP");
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }

  private static SampleReceiver start() {
    try {
      return new SampleReceiver(0, Clock.systemUTC(), new JsonMapper());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String key, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(receiver.address() + "/orders"))
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(receiver.address() + path)).build(),
        BodyHandlers.ofString());
  }
}
