package io.interline.bench;

import java.io.IOException;

/// Something that is measured. Each has a line in [Bench].
interface Benchmark {

  /// What it is called on the command line.
  String name();

  /// What it measures, in one line.
  String summary();

  /// Measures, and puts what it found into the report.
  void run(Options options, Report report) throws IOException, InterruptedException;
}
