package io.interline.flow.internal.expression.woven;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.impl.AbstractOperator;
import com.schibsted.spt.data.jslt.impl.AndOperator;
import com.schibsted.spt.data.jslt.impl.ArrayExpression;
import com.schibsted.spt.data.jslt.impl.ArraySlicer;
import com.schibsted.spt.data.jslt.impl.DotExpression;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.ForExpression;
import com.schibsted.spt.data.jslt.impl.FunctionDeclaration;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.IfExpression;
import com.schibsted.spt.data.jslt.impl.LetExpression;
import com.schibsted.spt.data.jslt.impl.LiteralExpression;
import com.schibsted.spt.data.jslt.impl.MacroExpression;
import com.schibsted.spt.data.jslt.impl.MatcherExpression;
import com.schibsted.spt.data.jslt.impl.ObjectComprehension;
import com.schibsted.spt.data.jslt.impl.ObjectExpression;
import com.schibsted.spt.data.jslt.impl.OrOperator;
import com.schibsted.spt.data.jslt.impl.PipeOperator;
import com.schibsted.spt.data.jslt.impl.PlusOperator;
import com.schibsted.spt.data.jslt.impl.VariableExpression;
import io.interline.flow.internal.expression.Derivation;
import io.interline.flow.internal.expression.Mask;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows masked data through one compiled mapping without evaluating it: copies keep their masks,
/// everything made of masked data, or chosen by it, is masked. What is not known here masks all
/// that it could have read.
final class DataFlow {

  /// Visits of nodes; functions that call one another could make endless many.
  private static final int MOST_VISITS = 50_000;

  /// Functions within functions.
  private static final int MOST_CALLS = 12;

  /// What these say of an array or object depends on no part of it.
  private static final Set<String> OF_SHAPE =
      Set.of(
          "array",
          "boolean",
          "is-array",
          "is-boolean",
          "is-decimal",
          "is-integer",
          "is-number",
          "is-object",
          "is-string",
          "not",
          "size");

  private final Map<Integer, Mask> globals = new HashMap<>();
  private int visits;
  private int calls;
  private boolean reads;

  private DataFlow() {}

  static Derivation of(Expression compiled, Mask context) {
    if (context.isClear()) return Derivation.NONE;
    if (!(compiled instanceof ExpressionImpl mapping)) return Derivation.ALL;
    var flow = new DataFlow();
    var scope = new Scope(context, flow.globals);
    flow.lets(scope, TreeFields.lets(mapping, "lets"));
    var body = TreeFields.node(mapping, "actual");
    var value = body == null ? Mask.CLEAR : flow.mask(scope, body);
    return new Derivation(value, flow.reads || value.hidesValue());
  }

  /// @param dot mask of the current value
  /// @param variables by slot
  private record Scope(Mask dot, Map<Integer, Mask> variables) {

    Scope at(Mask other) {
      return new Scope(other, variables);
    }
  }

  private Mask mask(Scope scope, @Nullable ExpressionNode node) {
    if (node == null) return Mask.CLEAR;
    if (++visits > MOST_VISITS) return unknown();
    return switch (node) {
      case LiteralExpression _ -> Mask.CLEAR;
      case DotExpression dot -> dot(scope, dot);
      case VariableExpression variable -> variable(scope, variable);
      case ObjectExpression object -> object(scope, object);
      case ArrayExpression array -> array(scope, array);
      case ArraySlicer slicer -> slice(scope, slicer);
      case IfExpression choice -> choice(scope, choice);
      case ForExpression loop -> loop(scope, loop);
      case ObjectComprehension loop -> comprehension(scope, loop);
      case PipeOperator pipe -> mask(scope.at(mask(scope, pipe.getLeft())), pipe.getRight());
      case AndOperator both -> truth(scope, both);
      case OrOperator either -> truth(scope, either);
      case PlusOperator plus -> plus(scope, plus);
      case AbstractOperator other -> made(scope, other.getLeft(), other.getRight());
      case FunctionExpression call -> call(scope, call);
      case MacroExpression macro -> macro(scope, macro);
      default -> unknown(scope);
    };
  }

  private Mask dot(Scope scope, DotExpression dot) {
    var parent = TreeFields.node(dot, "parent");
    var from = parent == null ? scope.dot() : mask(scope, parent);
    String key = TreeFields.text(dot, "key");
    return seen(key == null ? from : from.at(key));
  }

  private Mask variable(Scope scope, VariableExpression variable) {
    int slot = TreeFields.number(variable, "slot");
    var known = scope.variables().get(slot);
    if (known == null) known = globals.get(slot);
    return seen(known == null ? unknown() : known);
  }

  private void lets(Scope scope, LetExpression[] lets) {
    for (var let : lets) {
      var value = mask(scope, TreeFields.node(let, "value"));
      // A loop evaluates its lets again and again.
      scope.variables().merge(let.getSlot(), value, Mask::join);
    }
  }

  private Mask object(Scope scope, ObjectExpression object) {
    lets(scope, TreeFields.lets(object, "lets"));
    var named = new HashMap<String, Mask>();
    var others = Mask.CLEAR;
    var matcher = (MatcherExpression) TreeFields.node(object, "matcher");
    if (matcher != null) {
      var query = TreeFields.node(object, "contextQuery");
      var matched = query == null ? scope.dot() : mask(scope, query);
      if (matched.hidesValue()) return unknown();
      var each = TreeFields.node(matcher, "expr");
      if (matched instanceof Mask.Parts parts)
        parts.named().forEach((name, mask) -> named.put(name, mask(scope.at(mask), each)));
      others = mask(scope.at(matched.at("\0")), each);
    }
    for (var pair : TreeFields.pairs(object)) {
      var value = mask(scope, TreeFields.node(pair, "value"));
      if (pair.isKeyLiteral()) named.put(pair.getStaticKey(), value);
      else if (used(mask(scope, TreeFields.node(pair, "key")))) return unknown();
      else {
        others = others.join(value);
        named.replaceAll((_, mask) -> mask.join(value));
      }
    }
    return Mask.parts(named, others);
  }

  private Mask array(Scope scope, ArrayExpression array) {
    var named = new HashMap<String, Mask>();
    var items = array.getChildren();
    for (int i = 0; i < items.size(); i++)
      named.put(Integer.toString(i), mask(scope, items.get(i)));
    return Mask.parts(named, Mask.CLEAR);
  }

  private Mask slice(Scope scope, ArraySlicer slicer) {
    var from = mask(scope, TreeFields.node(slicer, "parent"));
    boolean chosen =
        used(mask(scope, TreeFields.node(slicer, "left")))
            | used(mask(scope, TreeFields.node(slicer, "right")));
    if (chosen || from.hidesValue()) return unknown();
    return TreeFields.flag(slicer, "colon") ? Mask.items(from.each()) : from.each();
  }

  private Mask choice(Scope scope, IfExpression choice) {
    boolean chosen = hides(mask(scope, TreeFields.node(choice, "test")));
    lets(scope, TreeFields.lets(choice, "thenlets"));
    var then = mask(scope, TreeFields.node(choice, "then"));
    lets(scope, TreeFields.lets(choice, "elselets"));
    var orElse = mask(scope, TreeFields.node(choice, "orelse"));
    return chosen ? Mask.WHOLE : then.join(orElse);
  }

  /// Items of an array, or the fields of an object as `{"key": …, "value": …}`.
  private static Mask item(Mask list) {
    var each = list.each();
    return each.join(Mask.field("value", each));
  }

  private Mask loop(Scope scope, ForExpression loop) {
    var list = mask(scope, TreeFields.node(loop, "valueExpr"));
    if (list.hidesValue()) return unknown();
    var inside = scope.at(item(list));
    lets(inside, TreeFields.lets(loop, "lets"));
    boolean chosen = hides(mask(inside, TreeFields.node(loop, "ifExpr")));
    var each = mask(inside, TreeFields.node(loop, "loopExpr"));
    return chosen ? Mask.WHOLE : Mask.items(each);
  }

  private Mask comprehension(Scope scope, ObjectComprehension loop) {
    var list = mask(scope, TreeFields.node(loop, "loop"));
    if (list.hidesValue()) return unknown();
    var inside = scope.at(item(list));
    lets(inside, TreeFields.lets(loop, "lets"));
    boolean chosen =
        hides(mask(inside, TreeFields.node(loop, "ifExpr")))
            | used(mask(inside, TreeFields.node(loop, "key")));
    var each = mask(inside, TreeFields.node(loop, "value"));
    return chosen ? unknown() : Mask.items(each);
  }

  private Mask truth(Scope scope, AbstractOperator operator) {
    boolean left = hides(mask(scope, operator.getLeft()));
    boolean right = hides(mask(scope, operator.getRight()));
    return left || right ? Mask.WHOLE : Mask.CLEAR;
  }

  /// Objects are merged and arrays put one after the other; a text takes in all of the other side,
  /// and is masked as it has no parts.
  private Mask plus(Scope scope, PlusOperator plus) {
    var left = mask(scope, plus.getLeft());
    var right = mask(scope, plus.getRight());
    reads |= !left.isClear() || !right.isClear();
    if (left.hidesValue() || right.hidesValue()) return Mask.WHOLE;
    if (left.isClear() && right.isClear()) return Mask.CLEAR;
    boolean indexed = hasIndexes(left) || hasIndexes(right);
    return indexed ? Mask.items(left.each().join(right.each())) : left.join(right);
  }

  private static boolean hasIndexes(Mask mask) {
    return mask instanceof Mask.Parts parts
        && parts.named().keySet().stream()
            .anyMatch(name -> name.chars().allMatch(Character::isDigit));
  }

  private Mask made(Scope scope, ExpressionNode... from) {
    boolean masked = false;
    for (var node : from) masked |= used(mask(scope, node));
    return masked ? Mask.WHOLE : Mask.CLEAR;
  }

  private Mask call(Scope scope, FunctionExpression call) {
    var function = TreeFields.value(call, "function");
    var arguments = TreeFields.arguments(call);
    if (function instanceof FunctionDeclaration declared)
      return declared(scope, declared, arguments);
    if (OF_SHAPE.contains(call.getFunctionName()) && arguments.length == 1) {
      var argument = mask(scope, arguments[0]);
      if (call.getFunctionName().equals("array")) return argument;
      return hides(argument) ? Mask.WHOLE : Mask.CLEAR;
    }
    return made(scope, arguments);
  }

  private Mask declared(Scope scope, FunctionDeclaration function, ExpressionNode[] arguments) {
    var given = new Mask[arguments.length];
    for (int i = 0; i < given.length; i++) given[i] = mask(scope, arguments[i]);
    if (calls >= MOST_CALLS) return unknown();
    calls++;
    var inside = new Scope(scope.dot(), new HashMap<>());
    int[] slots = TreeFields.slots(function);
    for (int i = 0; i < given.length; i++) inside.variables().put(slots[i], given[i]);
    lets(inside, TreeFields.lets(function, "lets"));
    var value = mask(inside, TreeFields.node(function, "body"));
    calls--;
    return value;
  }

  private Mask macro(Scope scope, MacroExpression call) {
    var arguments = TreeFields.arguments(call);
    return switch (TreeFields.macroName(call)) {
      case "fallback" -> {
        var all = Mask.CLEAR;
        for (var argument : arguments) all = all.join(mask(scope, argument));
        yield all;
      }
      case "group-by" -> {
        var list = mask(scope, arguments[0]);
        if (list.hidesValue()) yield unknown();
        var inside = scope.at(item(list));
        boolean chosen = used(mask(inside, arguments[1]));
        var values = mask(inside, arguments.length > 2 ? arguments[2] : null);
        if (arguments.length < 3) values = list.each();
        yield chosen ? unknown() : Mask.items(Mask.field("values", Mask.items(values)));
      }
      default -> unknown(scope);
    };
  }

  private Mask seen(Mask mask) {
    reads |= mask.hidesValue();
    return mask;
  }

  /// Whether a value that is put to use is masked in any part.
  private boolean used(Mask mask) {
    reads |= !mask.isClear();
    return !mask.isClear();
  }

  /// Whether a value is masked of which only the kind and the emptiness count.
  private boolean hides(Mask mask) {
    reads |= mask.hidesValue();
    return mask.hidesValue();
  }

  private Mask unknown() {
    reads = true;
    return Mask.WHOLE;
  }

  private Mask unknown(Scope scope) {
    boolean clear = scope.dot().isClear();
    for (var variable : scope.variables().values()) clear &= variable.isClear();
    for (var variable : globals.values()) clear &= variable.isClear();
    return clear ? Mask.CLEAR : unknown();
  }
}
