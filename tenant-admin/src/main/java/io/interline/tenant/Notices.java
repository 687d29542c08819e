package io.interline.tenant;

/// Tells people of what happens, by mail and by webhook. For the hub itself; no caller needs to be
/// in scope.
public interface Notices {

  /// Tells it, unless people were told of the same cause within the last hour. What is to be sent
  /// is durable when this returns.
  ///
  /// @return whether people are told now
  boolean raise(Notice notice);

  /// Sends what is due, and removes what is old. Called again and again, by any node; one that dies
  /// in the middle loses nothing, but may send a message twice.
  void deliver() throws InterruptedException;
}
