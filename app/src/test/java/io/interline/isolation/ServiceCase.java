package io.interline.isolation;

import io.interline.api.ApiHub;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A method of a service, called with ids.
///
/// @param method as `Flows.get(FlowId)`
/// @param needs what the method asks the caller's role for; absent when everyone in the tenant may
/// @param shows whether the owner of the things, who calls it with their ids, reads of them; such a
///     call changes nothing
record ServiceCase(
    String method, Expected expected, @Nullable Permission needs, boolean shows, Call call) {

  private static final JsonMapper JSON = new JsonMapper();

  /// What differs from one call to the next.
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\"took(Millis|Micros)\":\\d+");

  /// What one tenant gets for the ids of another.
  enum Expected {
    /// There is no such thing, in the very words with which an unknown id is answered.
    NOT_FOUND,
    /// The answer that an unknown id gets, whatever it is.
    AS_UNKNOWN,
    /// An answer of their own things, or a new thing of their own.
    THEIR_OWN
  }

  /// What is called.
  @FunctionalInterface
  interface Call {
    @Nullable Object on(ApiHub hub, Ids ids);
  }

  /// What came of it, as text: the whole answer, or kind, code and words of the refusal.
  String answer(ApiHub hub, Ids ids) {
    try {
      var answer = call.on(hub, ids);
      return MOMENT.matcher(JSON.writeValueAsString(answer)).replaceAll("…");
    } catch (DomainException refusal) {
      return refusal.kind() + " " + refusal.code() + ": " + refusal.getMessage();
    }
  }

  @Override
  public String toString() {
    return method + " " + expected;
  }
}
