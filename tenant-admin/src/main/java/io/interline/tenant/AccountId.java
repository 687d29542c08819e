package io.interline.tenant;

import java.util.UUID;

/// Names one person's account; an account may be a member of several tenants.
public record AccountId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
