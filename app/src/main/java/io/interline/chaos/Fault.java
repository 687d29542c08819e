package io.interline.chaos;

import io.interline.chaos.FaultyReceiver.Mood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Something that goes wrong while messages are sent.
enum Fault {
  KILL_NODES("kill -9 of a node chosen by chance, again and again") {
    @Override
    void happen(Scene scene) throws Exception {
      for (int i = 0; i < scene.times(); i++) {
        int node = scene.random().nextInt(2);
        scene.cluster().node(node).kill();
        pause(2);
        scene.cluster().start(node);
        pause(2);
      }
    }
  },
  FREEZE_NODE("a node is stopped for longer than its lease, and goes on") {
    // What was on its way out of the process when it was stopped leaves when it goes on, with the
    // key that its successor used. A node that did not ask whether it may would send dozens.
    @Override
    int late() {
      return 10;
    }

    @Override
    void happen(Scene scene) throws Exception {
      for (int i = 0; i < scene.fewer(); i++) {
        int node = scene.random().nextInt(2);
        scene.cluster().node(node).signal("STOP");
        pause(14);
        scene.cluster().node(node).signal("CONT");
        pause(6);
      }
    }
  },
  END_SESSIONS("all sessions of the database are ended") {
    @Override
    void happen(Scene scene) throws Exception {
      for (int i = 0; i < scene.times(); i++) {
        scene.cluster().terminateSessions();
        pause(2);
      }
    }
  },
  STOP_DATABASE("the database stops without a word, and starts again") {
    @Override
    void happen(Scene scene) throws Exception {
      for (int i = 0; i < scene.fewer(); i++) {
        scene.cluster().database().crash();
        pause(4);
        scene.cluster().database().restart();
        pause(6);
      }
    }
  },
  FILL_DISK("the database's disk is full") {
    @Override
    void happen(Scene scene) throws Exception {
      var filler = scene.disk().resolve("filler");
      for (int i = 0; i < scene.fewer(); i++) {
        fill(filler);
        pause(6);
        Files.delete(filler);
        if (!scene.cluster().database().isRunning()) scene.cluster().database().restart();
        pause(6);
      }
    }
  },
  RECEIVER_HANGS("a third of the calls hangs") {
    @Override
    void happen(Scene scene) {
      moody(scene, Mood.HANGS);
    }
  },
  RECEIVER_DRIPS("a third of the answers comes a byte each ten seconds") {
    @Override
    void happen(Scene scene) {
      moody(scene, Mood.DRIPS);
    }
  },
  RECEIVER_RESETS("a third of the connections is reset after the work is done") {
    @Override
    void happen(Scene scene) {
      moody(scene, Mood.RESETS);
    }
  },
  RECEIVER_BUSY("a third of the calls is answered 503 with Retry-After") {
    @Override
    void happen(Scene scene) {
      moody(scene, Mood.BUSY);
    }
  };

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /// Where it happens.
  ///
  /// @param disk folder on the database's disk
  /// @param times how often, where that applies
  record Scene(Cluster cluster, FaultyReceiver receiver, Path disk, Random random, int times) {

    /// How often, for what takes long.
    int fewer() {
      return Math.max(1, times / 3);
    }
  }

  /// Calls that may reach the receiver after their step was done by another node.
  int late() {
    return 0;
  }

  /// Returns when all is repaired.
  abstract void happen(Scene scene) throws Exception;

  String words() {
    return words;
  }

  private static void moody(Scene scene, Mood mood) {
    scene.receiver().is(mood);
    pause(6 * scene.times());
    scene.receiver().is(Mood.WELL);
  }

  /// Writes until nothing more fits.
  private static void fill(Path filler) throws java.io.IOException {
    byte[] block = new byte[1 << 20];
    try (var out = Files.newOutputStream(filler)) {
      while (true) out.write(block);
    } catch (java.io.IOException e) {
      if (!Files.exists(filler)) throw e;
    }
  }

  private static void pause(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < until) LockSupport.parkNanos(until - System.nanoTime());
  }
}
