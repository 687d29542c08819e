package io.interline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The work "order" as Apache Camel routes that store nothing, in a process of their own: the
/// ceiling. Camel is no part of the hub; its jars and the routes lie beside the jar after a build.
final class CamelProcess implements AutoCloseable {

  /// Where the route in processors alone listens: the least that the work can cost.
  static final String ROUTE = "/in/order";

  /// Where the route of Camel's own components listens.
  static final String COMPONENTS = "/components/order";

  /// Begins the line that says on which port the route listens.
  private static final String READY = "CAMEL ";

  private final Process process;
  private final int port;

  private CamelProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @return null where there is no build to take Camel from
  static @Nullable CamelProcess start(int receiverPort) throws IOException {
    var jar = HubProcess.ownJar();
    var camel = jar.resolveSibling("camel");
    var route = jar.resolveSibling("test-classes");
    if (!Files.isDirectory(camel) || !Files.isDirectory(route)) return null;
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dloader.path=" + camel + "," + route,
            "-Dloader.main=io.interline.bench.CamelRoute",
            "-cp",
            jar.toString(),
            "org.springframework.boot.loader.launch.PropertiesLauncher",
            Integer.toString(receiverPort));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine())
      if (line.startsWith(READY))
        return new CamelProcess(process, Integer.parseInt(line.substring(READY.length())));
    throw new IOException("the Camel route did not start");
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
