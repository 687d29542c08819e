package io.interline.flow;

import io.interline.tenant.Environment;

/// Tells runs of the tenant in scope what they wait for.
public interface Events {

  /// All steps of runs in an environment that wait for this event go on, with the data as their
  /// output. A step that begins to wait later hears nothing of it. Needs RUN_REPLAY.
  ///
  /// @param name of the event, for example `payment.received`
  /// @param key says which one it is, for example the number of the order
  /// @param data JSON text
  /// @return runs that waited for it; 0 is an answer, not an error
  /// @throws io.interline.tenant.DomainException of kind INVALID when the data is no JSON or the
  ///     name or key is missing
  int send(Environment environment, String name, String key, String data);
}
