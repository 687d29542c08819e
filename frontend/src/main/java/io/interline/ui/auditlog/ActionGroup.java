package io.interline.ui.auditlog;

import java.util.Arrays;

/// Groups of actions that the list can be narrowed to.
enum ActionGroup {
  FLOW("Flows", "flow."),
  DEPLOYMENT("Deployments", "deployment."),
  CONNECTION("Connections", "connection."),
  DEAD_LETTER("Dead letters", "dead-letter."),
  RUN("Runs", "run."),
  APPROVAL("Approvals", "approval."),
  EVENT("Events", "event."),
  MEMBER("Members", "member."),
  CLIENT("API clients", "client."),
  ACCOUNT("Log-ins and accounts", "account."),
  ORGANISATION("Organisation", "organisation.");

  private final String title;
  private final String prefix;

  ActionGroup(String title, String prefix) {
    this.title = title;
    this.prefix = prefix;
  }

  String title() {
    return title;
  }

  String prefix() {
    return prefix;
  }

  static ActionGroup ofPrefix(String prefix) {
    return Arrays.stream(values())
        .filter(group -> group.prefix.equals(prefix))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no group of actions: " + prefix));
  }
}
