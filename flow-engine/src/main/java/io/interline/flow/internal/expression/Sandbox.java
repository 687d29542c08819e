package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import io.interline.flow.internal.expression.Budget.Position;
import io.interline.flow.internal.expression.MappingException.Kind;
import io.interline.tenant.TextRules;
import org.jspecify.annotations.Nullable;

/// Does work within a fresh budget and turns whatever ends it early into a [MappingException]. For
/// other things that tenants write, too, and that take steps: [BoundedRegex] works in here, and
/// interpreters of our own call [#enter()] and [#exit()].
public final class Sandbox {

  private static final int MAX_MESSAGE = 1_000;

  private Sandbox() {}

  /// Does work within limits, on this thread.
  ///
  /// @param otherwise kind of the failures that are no spent limit
  /// @throws MappingException when the work fails or spends a limit
  public static <T> T call(
      MappingLimits limits, Kind otherwise, ScopedValue.CallableOp<T, RuntimeException> work) {
    var budget = new Budget(limits);
    try {
      return budget.spend(work);
    } catch (LimitReached e) {
      throw failure(e.kind(), e.reason(), budget.position(), null);
    } catch (StackOverflowError e) {
      // Nothing that the library shares between evaluations is being written where this can happen.
      throw failure(Kind.DEPTH, "nested or called too deep", budget.position(), null);
    } catch (JsltException e) {
      // Built-in functions do not know where they are called from.
      var at = e.getLine() > 0 ? new Position(e.getLine(), e.getColumn()) : budget.position();
      throw failure(otherwise, e.getMessageWithoutLocation(), at, e);
    } catch (MappingException e) {
      throw e;
    } catch (RuntimeException e) {
      // The library lets NumberFormat-, Arithmetic-, ClassCast- and index exceptions through.
      throw failure(otherwise, words(e), budget.position(), e);
    }
  }

  /// A step of the work under way, one level deeper.
  public static void enter() {
    Budget.current().enter(null, Budget.NODE);
  }

  /// The end of what [#enter()] began.
  public static void exit() {
    Budget.current().exit(Budget.NODE);
  }

  /// Charges a walk over a whole value, and refuses one that is too large or nested too deep.
  public static void measure(JsonNode value) {
    TreeWalk.handedOn(value);
  }

  private static MappingException failure(
      Kind kind, @Nullable String reason, Position at, @Nullable Throwable cause) {
    return new MappingException(kind, brief(reason), at.line(), at.column(), "", cause);
  }

  private static String words(RuntimeException e) {
    return switch (e) {
      case NumberFormatException _ -> "a number is too large, or none";
      case ArithmeticException _ -> "a division by zero, or a number out of range";
      case ClassCastException _ -> "a value is of another type than is needed here";
      case IndexOutOfBoundsException _ -> "a position is outside of the text or list";
      default -> e.getMessage() == null ? "it failed on these values" : e.getMessage();
    };
  }

  private static String brief(@Nullable String text) {
    if (text == null) return "failed";
    return TextRules.cleaned(TextRules.cut(text, MAX_MESSAGE));
  }
}
