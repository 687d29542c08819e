package io.interline.security;

import io.interline.tenant.DatabaseStatus;

/// A database that is away when a test says so.
final class FakeDatabaseStatus implements DatabaseStatus {

  private volatile boolean available = true;

  void set(boolean isAvailable) {
    available = isAvailable;
  }

  @Override
  public boolean isAvailable() {
    return available;
  }

  @Override
  public boolean explains(Throwable failure) {
    return !available;
  }
}
