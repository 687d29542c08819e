package io.interline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/// The jar as a newcomer starts it, in a process of its own with a database of its own.
class SampleE2E {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern CURL =
      Pattern.compile("curl -i (\\S+) -H 'Content-Type: application/json' -d '(.*)'");
  private static final Pattern RECEIVER = Pattern.compile("Receiver: +(\\S+)/ ");
  private static final Pattern LOG_IN = Pattern.compile("Log in: +(\\S+) +as (\\S+) ");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder = temporaryFolder();
  private Process hub = start();

  @AfterEach
  void stop() throws Exception {
    hub.destroy();
    hub.waitFor();
    FileSystemUtils.deleteRecursively(folder);
  }

  @Test
  void printedLineSendsAnOrderThatTheReceiverShowsMapped() throws Exception {
    var curl = printed(CURL);

    var response =
        client.send(
            HttpRequest.newBuilder(URI.create(curl.group(1)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(curl.group(2)))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).contains("runId");
    String receiver = printed(RECEIVER).group(1);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(get(receiver + "/received.json").body())
                    .contains("\"number\":\"W-100001\"", "\"taxRegion\":\"UK\"", "\"total\":18"));
    assertThat(get(printed(LOG_IN).group(1)).statusCode()).isEqualTo(200);
  }

  @Test
  void secondStartMakesNothingTwice() throws Exception {
    printed(CURL);
    hub.destroy();
    hub.waitFor();
    Files.delete(folder.resolve("output"));

    hub = start();

    printed(Pattern.compile("receiver runs again"));
    assertThat(output()).doesNotContain("API client:");
  }

  private Matcher printed(Pattern pattern) {
    var matcher = pattern.matcher("");
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              assertThat(hub.isAlive()).as(output()).isTrue();
              return matcher.reset(output()).find();
            });
    return matcher;
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private HttpResponse<String> get(String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  private Process start() {
    try {
      var builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  Path.of("target", "interline.jar").toAbsolutePath().toString(),
                  "--sample")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile());
      builder.environment().put("INTERLINE_HOME", folder.resolve("home").toString());
      builder.environment().put("INTERLINE_SAMPLE_PORT", "0");
      builder.environment().put("PORT", "0");
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      var folder = Files.createTempDirectory("interline-sample");
      assertThat(folder.toFile().setExecutable(true, false)).isTrue();
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
