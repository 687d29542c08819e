package io.interline.ui.shell;

import io.interline.ui.elements.Glyph;

/// The pages of the left navigation.
enum Destination {
  HOME("Home", "", Glyph.HOME, ""),
  FLOWS("Flows", "flows", Glyph.FLOW, "Build"),
  CONNECTIONS("Connections", "connections", Glyph.PLUG, "Build"),
  RUNS("Runs", "runs", Glyph.RUNS, "Run"),
  APPROVALS("Approvals", "approvals", Glyph.APPROVAL, "Run"),
  TRIGGERS("Triggers", "triggers", Glyph.CLOCK, "Run"),
  DEAD_LETTERS("Dead letters", "dead-letters", Glyph.DEAD_LETTER, "Run"),
  AUDIT_LOG("Audit log", "audit-log", Glyph.AUDIT, "Govern"),
  MEMBERS("Members", "members", Glyph.MEMBERS, "Govern"),
  NOTIFICATIONS("Notifications", "notifications", Glyph.MAIL, "Govern"),
  LIMITS("Limits & usage", "limits", Glyph.GAUGE, "Govern"),
  SETTINGS("Settings", "settings", Glyph.SETTINGS, "Govern");

  private final String title;
  private final String route;
  private final Glyph glyph;
  private final String group;

  Destination(String title, String route, Glyph glyph, String group) {
    this.title = title;
    this.route = route;
    this.glyph = glyph;
    this.group = group;
  }

  String title() {
    return title;
  }

  String route() {
    return route;
  }

  Glyph glyph() {
    return glyph;
  }

  String group() {
    return group;
  }

  /// Whether a location lies under this page.
  boolean holds(String path) {
    return route.isEmpty() ? path.isEmpty() : path.equals(route) || path.startsWith(route + "/");
  }

  String id() {
    return "nav-" + (route.isEmpty() ? "home" : route);
  }
}
