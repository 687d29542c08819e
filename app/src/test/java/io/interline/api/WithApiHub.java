package io.interline.api;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Closes the hub when the last test is done, while its database still runs.
public final class WithApiHub implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(WithApiHub.class))
        .computeIfAbsent(ApiHub.class, _ -> ApiHub.shared());
    ApiHub.shared().takeBack();
  }
}
