package io.interline.flow.internal.expression.woven;

import com.schibsted.spt.data.jslt.Callable;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.FunctionDeclaration;
import com.schibsted.spt.data.jslt.impl.LetExpression;
import com.schibsted.spt.data.jslt.impl.MacroExpression;
import com.schibsted.spt.data.jslt.impl.ObjectExpression;
import com.schibsted.spt.data.jslt.impl.PairExpression;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The parts of the library's compiled nodes that it shows nobody. The library is pinned; a part
/// that is not there fails loudly.
final class TreeFields {

  private static final Map<Key, Field> FIELDS = new ConcurrentHashMap<>();
  private static final LetExpression[] NO_LETS = {};
  private static final ExpressionNode[] NO_NODES = {};
  private static final PairExpression[] NO_PAIRS = {};

  private TreeFields() {}

  private record Key(Class<?> type, String name) {}

  static @Nullable ExpressionNode node(Object of, String name) {
    return (ExpressionNode) value(of, name);
  }

  static LetExpression[] lets(Object of, String name) {
    var lets = (LetExpression[]) value(of, name);
    return lets == null ? NO_LETS : lets;
  }

  static PairExpression[] pairs(ObjectExpression of) {
    var pairs = (PairExpression[]) value(of, "children");
    return pairs == null ? NO_PAIRS : pairs;
  }

  static ExpressionNode[] arguments(Object call) {
    var arguments = (ExpressionNode[]) value(call, "arguments");
    return arguments == null ? NO_NODES : arguments;
  }

  static int[] slots(FunctionDeclaration function) {
    var slots = (int[]) value(function, "parameterSlots");
    return slots == null ? new int[0] : slots;
  }

  static String macroName(MacroExpression call) {
    return value(call, "macro") instanceof Callable macro ? macro.getName() : "";
  }

  static @Nullable String text(Object of, String name) {
    return (String) value(of, name);
  }

  static int number(Object of, String name) {
    return value(of, name) instanceof Integer number ? number : -1;
  }

  static boolean flag(Object of, String name) {
    return Boolean.TRUE.equals(value(of, name));
  }

  static @Nullable Object value(Object of, String name) {
    try {
      return FIELDS.computeIfAbsent(new Key(of.getClass(), name), TreeFields::find).get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + name + " of " + of.getClass(), e);
    }
  }

  private static Field find(Key key) {
    for (Class<?> type = key.type(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (!field.getName().equals(key.name())) continue;
        field.setAccessible(true);
        return field;
      }
    }
    throw new IllegalStateException(key.type() + " has no " + key.name());
  }
}
