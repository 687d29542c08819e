package io.interline.flow.definition;

import io.interline.flow.definition.Step.Head;
import io.interline.flow.definition.Step.Patience;
import io.interline.flow.definition.Step.Pause;
import io.interline.tenant.Role;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a flow waits for.
final class WaitReader {

  private static final Duration LONGEST = Duration.ofDays(366);

  private WaitReader() {}

  static @Nullable Step pause(Head head, Properties properties) {
    var inner = properties.inner("wait", true).orElse(null);
    if (inner == null) return null;
    String what = inner.choice("for", true, List.of("duration", "until", "event", "approval"));
    if (what == null) return null;
    var pause =
        switch (what) {
          case "duration" -> delay(inner);
          case "until" -> until(inner);
          case "event" -> event(inner);
          default -> approval(inner);
        };
    inner.refuseOthers();
    return pause == null ? null : new Step.Wait(head, pause);
  }

  private static @Nullable Pause delay(Properties inner) {
    String text = inner.requiredText("duration");
    if (text == null) return null;
    if (text.contains("${")) return new Pause.Delay(text);
    return inner.duration("duration", LONGEST) == null ? null : new Pause.Delay(text);
  }

  private static @Nullable Pause until(Properties inner) {
    String text = inner.requiredText("time");
    if (text == null) return null;
    if (!text.contains("${") && !isTime(text)) {
      inner.error(
          "time-wrong",
          "time",
          "'"
              + text
              + "' is no time. Write for example 2030-01-31T08:00:00+01:00, or an expression.");
      return null;
    }
    return new Pause.Until(text);
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static @Nullable Pause event(Properties inner) {
    String name = inner.requiredText("event");
    String key = inner.requiredText("key");
    var patience = patience(inner);
    if (name == null || key == null) return null;
    if (!Names.STEP_ID.matcher(name.replace('-', '_').replace('.', '_')).matches()) {
      inner.error(
          "value-wrong",
          "event",
          "'" + name + "' names no event: use letters, digits, dots, dashes and underscores.");
      return null;
    }
    return new Pause.Event(name, key, patience);
  }

  private static Pause approval(Properties inner) {
    String message = inner.text("message");
    String rejected = inner.choice("onReject", false, List.of("fail", "go-on"));
    return new Pause.Approval(roles(inner), message, !"go-on".equals(rejected), patience(inner));
  }

  private static Set<String> roles(Properties inner) {
    var list = inner.array("roles", false);
    var roles = new LinkedHashSet<String>();
    if (list == null) return roles;
    var known = Arrays.stream(Role.values()).map(Role::name).toList();
    for (var role : list) {
      if (known.contains(role.asText())) roles.add(role.asText());
      else
        inner.error(
            "value-wrong",
            "roles",
            "'" + role.asText() + "' is no role. There are " + String.join(", ", known) + ".");
    }
    return roles;
  }

  private static Patience patience(Properties inner) {
    var timeout = inner.duration("timeout", LONGEST);
    String over = inner.choice("onTimeout", false, List.of("fail", "go-on"));
    return new Patience(timeout, !"go-on".equals(over));
  }
}
