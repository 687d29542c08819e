package io.interline.tenant.internal.account;

import io.interline.tenant.Account;
import org.jspecify.annotations.Nullable;

/// An account as stored, with what only the log-in may see.
record AccountRow(Account account, String passwordHash) {

  static @Nullable String hashOf(@Nullable AccountRow row) {
    return row == null ? null : row.passwordHash;
  }

  @Override
  public String toString() {
    return "AccountRow[" + account.id() + "]";
  }
}
