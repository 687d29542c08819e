package io.interline.audit;

import org.jspecify.annotations.Nullable;

/// Who acted.
///
/// @param id stable id of the account, API client or component
/// @param name what a reader knows the actor by: an e-mail address, a client's title
/// @param session id of the session or token, absent where there is none
public record Actor(Kind kind, String id, String name, @Nullable String session) {

  /// The kinds of actor.
  public enum Kind {
    ACCOUNT,
    CLIENT,
    SYSTEM
  }

  /// The hub itself, in the role of one of its components, for example `schedule`.
  public static Actor system(String component) {
    return new Actor(Kind.SYSTEM, component, component, null);
  }
}
