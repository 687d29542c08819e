package io.interline.ui.elements;

import io.interline.tenant.DomainException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Does what a person asked for and says it in words when the hub refuses.
public final class Attempt {

  private Attempt() {}

  /// Runs the work; a refusal is shown in the corner.
  ///
  /// @return whether it was done
  public static boolean of(Runnable work) {
    return of(work, Notices::problem);
  }

  /// Runs the work; a refusal is told to `otherwise`, which shows it where it belongs.
  ///
  /// @return whether it was done
  public static boolean of(Runnable work, Consumer<String> otherwise) {
    try {
      work.run();
      return true;
    } catch (DomainException refusal) {
      otherwise.accept(String.valueOf(refusal.getMessage()));
      return false;
    }
  }

  /// Reads something that a view can do without; a refusal answers `otherwise`.
  public static <T> T reading(Supplier<T> read, T otherwise) {
    try {
      return read.get();
    } catch (DomainException refusal) {
      return otherwise;
    }
  }
}
