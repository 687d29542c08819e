package io.interline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a benchmark found: tables, printed as they come and written as JSON at the end. Says what
/// machine it was and how busy before.
final class Report {

  private final String benchmark;
  private final Path folder;
  private final Map<String, Object> machine = new LinkedHashMap<>();
  private final List<Map<String, Object>> tables = new ArrayList<>();

  /// @param folder for results
  Report(String benchmark, Path folder) throws IOException {
    this.benchmark = benchmark;
    this.folder = folder;
    Files.createDirectories(folder);
    var system = ManagementFactory.getOperatingSystemMXBean();
    double load = Math.round(system.getSystemLoadAverage() * 100) / 100.0;
    machine.put("processors", system.getAvailableProcessors());
    machine.put("loadBefore", load);
    machine.put("system", system.getName() + " " + system.getArch());
    machine.put("java", Runtime.version().toString());
    System.out.printf(
        Locale.ROOT,
        "Machine: %d processors, %s %s, Java %s; load before: %.2f%n",
        system.getAvailableProcessors(),
        system.getName(),
        system.getArch(),
        Runtime.version(),
        load);
    if (load > 1)
      System.out.println("WARNING: the machine is busy; figures and even ratios will be off.");
  }

  /// Says what is being done.
  void say(String what) {
    System.out.println(what);
  }

  /// @param title what the rows are
  /// @param columns name by key, in order; a row that lacks one leaves it blank
  void table(String title, List<String> columns, List<Map<String, Object>> rows) {
    var table = new LinkedHashMap<String, Object>();
    table.put("title", title);
    table.put("rows", rows);
    tables.add(table);
    var lines = new ArrayList<List<String>>();
    lines.add(columns);
    for (var row : rows)
      lines.add(columns.stream().map(column -> text(row.getOrDefault(column, ""))).toList());
    System.out.println();
    System.out.println(title);
    for (var line : lines) {
      var out = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) out.append(cell(lines, line, i));
      System.out.println(out.toString().stripTrailing());
    }
    System.out.println();
  }

  /// First column to the left, figures to the right.
  private static String cell(List<List<String>> lines, List<String> line, int column) {
    int width = lines.stream().mapToInt(other -> other.get(column).length()).max().orElse(1);
    return ("%" + (column == 0 ? "-" : "") + width + "s   ").formatted(line.get(column));
  }

  private static String text(Object value) {
    return switch (value) {
      case Double number when number >= 1_000 -> "%,d".formatted(Math.round(number));
      case Double number -> String.format(Locale.ROOT, "%.2f", number);
      case Integer number -> Integer.toString(number);
      case Long number -> "%,d".formatted(number);
      default -> value.toString();
    };
  }

  /// A row of a table, of pairs of column and value.
  static Map<String, Object> row(Object... pairs) {
    var row = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) row.put(pairs[i].toString(), pairs[i + 1]);
    return row;
  }

  /// An empty folder for an installation; [#remove] it.
  Path newHome() throws IOException {
    return Files.createTempDirectory(folder, "hub-");
  }

  /// Removes a folder with all in it, as far as it goes.
  static void remove(Path home) {
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | java.io.UncheckedIOException e) {
      System.err.println("not removed: " + home + " (" + e.getMessage() + ")");
    }
  }

  /// @return the file
  Path write() throws IOException {
    var document = new LinkedHashMap<String, Object>();
    document.put("benchmark", benchmark);
    document.put("at", Clock.systemUTC().instant().toString());
    document.put("machine", machine);
    document.put("tables", tables);
    var file = folder.resolve(benchmark + "-" + Clock.systemUTC().millis() + ".json");
    var json = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
    Files.writeString(file, json.writeValueAsString(document));
    return file;
  }
}
