package io.interline.ui.elements;

import io.interline.flow.Runs;
import io.interline.tenant.Environment;
import io.interline.tenant.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The words that the screens use for the product's own terms.
public final class Names {

  private Names() {}

  /// `Development`, `Production`.
  public static String of(Environment environment) {
    return capital(environment.name());
  }

  /// `Owner`, `Developer`, `Viewer`.
  public static String of(Role role) {
    return capital(role.name());
  }

  /// What a role may do, in a line.
  public static String explain(Role role) {
    return switch (role) {
      case OWNER -> "Everything, members and API clients included";
      case DEVELOPER -> "Builds, deploys and operates flows";
      case VIEWER -> "Looks, changes nothing";
    };
  }

  /// State of a run.
  public static String of(Runs.Status status) {
    return status == Runs.Status.DEAD ? "Dead letter" : capital(status.name());
  }

  /// State of a run as a chip.
  public static Chip chip(Runs.Status status) {
    return Chip.state(
        of(status),
        switch (status) {
          case QUEUED, CANCELLED -> Tone.NEUTRAL;
          case RUNNING -> Tone.RUN;
          case RETRYING, WAITING -> Tone.WARN;
          case SUCCEEDED -> Tone.OK;
          case DEAD -> Tone.BAD;
        });
  }

  /// Turns of loops as people count them: `3.0` becomes `#4 · #1`.
  public static String turns(String turns) {
    return Arrays.stream(turns.split("[.]"))
        .map(turn -> "#" + (Integer.parseInt(turn) + 1))
        .collect(Collectors.joining(" · "));
  }

  /// `webhook@1/receive` becomes `Webhook`.
  public static String trigger(String operation) {
    int end = operation.indexOf('@');
    return capital(end < 0 ? operation : operation.substring(0, end));
  }

  /// `auth-failed` becomes `Auth failed`.
  public static String capital(String word) {
    if (word.isEmpty()) return word;
    var lower = word.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
