package io.interline.chaos;

import io.interline.bench.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// `./interline chaos [--short] [--heap 512m] [FAULT …]`: for each fault, two nodes under load, the
/// fault, then the count: of what was accepted nothing is lost, every message has one idempotency
/// key, none overtakes another of its key, nothing is left in limbo, the usage counters say what
/// there is.
public final class Chaos {

  private static final double LEAST_ACCEPTED = 0.95;
  private static final int PATIENCE_SECONDS = 180;
  private static final int PER_SECOND = 150;
  private static final int FEW = 1_500;
  private static final int MANY = 20_000;

  private final Path jar;
  private final boolean isShort;
  private final String heap;

  private Chaos(Path jar, boolean isShort, String heap) {
    this.heap = heap;
    this.jar = jar;
    this.isShort = isShort;
  }

  /// What came of a fault.
  ///
  /// @param limbo runs that have not ended
  /// @param wrongUsage days of tenants whose usage counters differ from their runs
  record Finding(
      Fault fault,
      Ledger.Verdict verdict,
      long limbo,
      long notSucceeded,
      long wrongUsage,
      long seconds) {

    boolean isClean() {
      return verdict.isClean(fault.late())
          && limbo == 0
          && notSucceeded == 0
          && wrongUsage == 0
          && verdict.accepted() >= LEAST_ACCEPTED * verdict.offered();
    }
  }

  /// Ends the process with 1 when a promise was broken.
  public static void main(String[] arguments) {
    var all = new ArrayList<>(List.of(arguments));
    String heap = heap(all);
    var faults = new ArrayList<Fault>();
    for (String argument : all)
      if (!argument.startsWith("--"))
        faults.add(Fault.valueOf(argument.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
    if (faults.isEmpty()) faults.addAll(List.of(Fault.values()));
    try {
      var findings = new Chaos(HubProcess.ownJar(), all.contains("--short"), heap).play(faults);
      if (!findings.stream().allMatch(Finding::isClean)) System.exit(1);
    } catch (IOException | SQLException e) {
      System.err.println("The chaos ended early: " + e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes `--heap` and what follows it out of the arguments.
  private static String heap(List<String> arguments) {
    int at = arguments.indexOf("--heap");
    if (at < 0) return HubProcess.HEAP;
    arguments.remove(at);
    if (at < arguments.size()) return arguments.remove(at);
    throw new IllegalArgumentException("--heap needs a size, for example --heap 512m");
  }

  /// The same for tests: with a few hundred messages for each fault.
  ///
  /// @return one line for each promise that was broken; none when all is well
  public static List<String> shortForm(Path jar, List<String> faults)
      throws IOException, InterruptedException, SQLException {
    var some = faults.stream().map(Fault::valueOf).toList();
    return new Chaos(jar, true, HubProcess.HEAP)
        .play(some).stream().filter(finding -> !finding.isClean()).map(Record::toString).toList();
  }

  private List<Finding> play(List<Fault> faults)
      throws IOException, InterruptedException, SQLException {
    var folder = Files.createTempDirectory("interline-chaos");
    var findings = new ArrayList<Finding>();
    try (var disk = SmallDisk.mount(folder.resolve("disk"), faults.contains(Fault.FILL_DISK))) {
      var ledger = new Relay();
      try (var receiver = new FaultyReceiver(ledger);
          var cluster =
              new Cluster(folder, disk.folder().resolve("postgres"), jar, receiver.port(), heap)) {
        for (var fault : faults) {
          if (fault == Fault.FILL_DISK && !disk.isSmall()) {
            System.out.println("left out: a small disk cannot be made here: " + fault.words());
            continue;
          }
          findings.add(play(fault, ledger, receiver, cluster, disk.folder()));
          System.out.println(findings.getLast());
        }
      }
    } finally {
      org.springframework.util.FileSystemUtils.deleteRecursively(folder);
    }
    print(findings);
    return findings;
  }

  private Finding play(
      Fault fault, Relay relay, FaultyReceiver receiver, Cluster cluster, Path disk)
      throws InterruptedException, SQLException {
    System.out.println(fault.words() + " …");
    var ledger = relay.next();
    long began = System.nanoTime();
    long deadBefore = cluster.notSucceeded();
    var scene = new Fault.Scene(cluster, receiver, disk, new Random(7), isShort ? 2 : 10);
    try (var senders =
        new Senders(
            ledger,
            cluster::addresses,
            cluster.node(0).path("in-turn"),
            cluster.node(0).path("side-by-side"),
            PER_SECOND)) {
      awaitUntil(() -> ledger.acceptedSoFar() > 100, 60);
      fault.happen(scene);
      int wanted = isShort ? FEW : MANY;
      awaitUntil(() -> ledger.acceptedSoFar() >= wanted, wanted / PER_SECOND + PATIENCE_SECONDS);
      ledger.isOver();
    } catch (InterruptedException | SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(fault.words(), e);
    }
    awaitUntil(() -> ledger.missing().isEmpty() && cluster.unended() == 0, PATIENCE_SECONDS);
    return new Finding(
        fault,
        ledger.verdict(),
        cluster.unended(),
        cluster.notSucceeded() - deadBefore,
        cluster.wrongUsage(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
  }

  @FunctionalInterface
  private interface Question {
    boolean holds() throws SQLException;
  }

  /// Returns when it holds, or the time is over.
  private static void awaitUntil(Question question, int seconds) throws SQLException {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (!question.holds() && System.nanoTime() < until) LockSupport.parkNanos(200_000_000);
  }

  private static void print(List<Finding> findings) {
    System.out.printf(
        "%-16s %8s %8s %5s %5s %5s %5s %5s %5s %5s %7s %7s %5s%n",
        "fault",
        "offered",
        "accepted",
        "lost",
        "keys",
        "inv.",
        "again",
        "limbo",
        "dead",
        "usage",
        "repeats",
        "silence",
        "s");
    for (var finding : findings) {
      var verdict = finding.verdict();
      System.out.printf(
          "%-16s %8d %8d %5d %5d %5d %5d %5d %5d %5d %7d %7.1f %5d %s%n",
          finding.fault().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          verdict.offered(),
          verdict.accepted(),
          verdict.lost(),
          verdict.keys(),
          verdict.inversions(),
          verdict.repeated(),
          finding.limbo(),
          finding.notSucceeded(),
          finding.wrongUsage(),
          verdict.repeats(),
          verdict.silence() / 1_000.0,
          finding.seconds(),
          finding.isClean() ? "" : "BROKEN");
    }
    System.out.println(
        """
        lost: accepted, never delivered · keys: messages with several idempotency keys · inv.: messages
        that overtook one of their key · again: journaled steps that ran again · limbo: runs left
        unended · dead: runs that did not succeed · usage: days whose usage counters are wrong ·
        repeats: calls made more than once, with one key · silence: longest time without an arrival, s""");
  }

  /// Passes arrivals on to the ledger of the fault that is played.
  private static final class Relay extends Ledger {
    private volatile Ledger now = new Ledger();

    Ledger next() {
      now = new Ledger();
      return now;
    }

    @Override
    void arrived(String path, String body, String key) {
      now.arrived(path, body, key);
    }
  }
}
