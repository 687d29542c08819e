package io.interline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An [OrderHub] in a process of its own.
public final class HubProcess implements AutoCloseable {

  /// Memory for objects, where nothing else is asked for.
  public static final String HEAP = "1g";

  private final Process process;
  private final BlockingQueue<String> answers;
  private final int port;
  private final Map<String, String> paths = new HashMap<>();

  private HubProcess(Process process, BlockingQueue<String> answers, String[] ready) {
    this.process = process;
    this.answers = answers;
    this.port = Integer.parseInt(ready[0]);
    for (String flow : List.of(ready).subList(1, ready.length))
      paths.put(flow.substring(0, flow.indexOf('=')), flow.substring(flow.indexOf('=') + 1));
  }

  /// Starts a hub from the jar that this process runs from, or from a given one, and waits until it
  /// is ready.
  ///
  /// @param home folder of the installation
  /// @param receiverPort on this machine
  public static HubProcess start(Path jar, Path home, int receiverPort) throws IOException {
    return start(jar, home, receiverPort, "hub", Map.of());
  }

  /// @param variables of its environment, besides those of this process
  public static HubProcess start(
      Path jar, Path home, int receiverPort, Map<String, String> variables) throws IOException {
    return start(jar, home, receiverPort, "hub", variables);
  }

  /// @param heap most memory for its objects, as Java writes it, for example `512m`
  public static HubProcess start(
      Path jar, Path home, int receiverPort, Map<String, String> variables, String heap)
      throws IOException {
    return start(jar, home, receiverPort, "hub", variables, heap);
  }

  /// @param name of the hub among the benchmarks
  static HubProcess start(
      Path jar, Path home, int receiverPort, String name, Map<String, String> variables)
      throws IOException {
    return start(jar, home, receiverPort, name, variables, HEAP);
  }

  private static HubProcess start(
      Path jar,
      Path home,
      int receiverPort,
      String name,
      Map<String, String> variables,
      String heap)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx" + heap,
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dinterline.bench=true"));
    String more = System.getenv("INTERLINE_BENCH_HUB_OPTIONS");
    if (more != null) command.addAll(List.of(more.split(" ")));
    command.addAll(List.of("-jar", jar.toString(), "bench", name, home.toString()));
    command.add(Integer.toString(receiverPort));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    var process = builder.start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (!line.startsWith(OrderHub.READY)) continue;
      var answers = new LinkedBlockingQueue<String>();
      // Not virtual: a read of a pipe holds its carrier, and all other virtual threads stand still.
      Thread.ofPlatform().daemon().start(() -> passOn(output, answers));
      return new HubProcess(process, answers, line.substring(OrderHub.READY.length()).split(" "));
    }
    throw new IOException("the hub did not start");
  }

  private static void passOn(BufferedReader output, BlockingQueue<String> answers) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine())
        if (line.startsWith(HubCommands.ANSWER))
          answers.add(line.substring(HubCommands.ANSWER.length()));
        else System.out.println(line);
    } catch (IOException e) {
      // the process is gone
    }
  }

  /// The jar that this process runs from.
  ///
  /// @throws IOException when it runs from none
  public static Path ownJar() throws IOException {
    String path = System.getProperty("java.class.path");
    if (!path.endsWith(".jar") || path.contains(java.io.File.pathSeparator))
      throw new IOException("run it from the packaged jar, as ./interline bench does");
    return Path.of(path).toAbsolutePath();
  }

  public int port() {
    return port;
  }

  public String orderPath() {
    return path("order");
  }

  /// The work of the benchmark by the same steps, with nothing stored.
  String ownStepsPath() {
    return ownSteps(orderPath());
  }

  /// The same for any flow.
  static String ownSteps(String path) {
    return path.replace("/in/", "/in/ceiling/");
  }

  /// Has the hub do something; see [HubCommands].
  ///
  /// @throws IOException when it cannot, or takes longer than half an hour
  String ask(String command) throws IOException, InterruptedException {
    var to = process.outputWriter(StandardCharsets.UTF_8);
    to.write(command);
    to.newLine();
    to.flush();
    String answer = answers.poll(30, TimeUnit.MINUTES);
    if (answer == null || answer.startsWith(HubCommands.FAILED))
      throw new IOException(command + ": " + answer);
    return answer;
  }

  public String twoCallsPath() {
    return path("two-calls");
  }

  /// Path of a flow's webhook address.
  public String path(String flow) {
    return paths.getOrDefault(flow, "");
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Sends a signal, for example `STOP`.
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// SIGKILL: the process has no say in it.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Asks it to end, and waits.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
