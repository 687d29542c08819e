package io.interline.ui.designer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Follows a renamed step through the expressions of a document. In JSLT a step is named by a path
/// from the root, `.order`; inside a loop, an object matcher or after a pipe the dot means
/// something else, and such paths stay as they are. Strings and comments stay too.
final class References {

  /// What holds no expressions, or ids and words.
  private static final Set<String> LITERAL =
      Set.of("id", "title", "note", "schema", "use", "connection", "format");

  private static final Set<String> TRIGGER_KEYS = Set.of("dedupe", "order");

  /// Where data begins, of which every key is its own.
  private static final Set<String> DATA = Set.of("with", "respond");

  private References() {}

  /// Makes expressions (and the pointers of `redact`) that name one step name it by its new id.
  static void rename(ObjectNode document, String from, String to) {
    for (var part : document.properties()) {
      if (part.getKey().equals("redact")) renamePointers(part.getValue(), from, to);
      else if (part.getKey().equals("trigger")) renameInTrigger(part.getValue(), from, to);
      else if (!LITERAL.contains(part.getKey()))
        part.setValue(renamed(part.getValue(), from, to, false));
    }
  }

  /// Of a trigger only the keys of messages are expressions.
  private static void renameInTrigger(JsonNode trigger, String from, String to) {
    if (!(trigger instanceof ObjectNode object)) return;
    for (var field : TRIGGER_KEYS)
      if (object.has(field)) object.set(field, renamed(object.path(field), from, to, false));
  }

  private static void renamePointers(JsonNode redact, String from, String to) {
    if (!(redact instanceof ArrayNode pointers)) return;
    for (int i = 0; i < pointers.size(); i++) {
      var pointer = pointers.get(i).asString("");
      if (pointer.equals("/" + from) || pointer.startsWith("/" + from + "/"))
        pointers.set(i, StringNode.valueOf("/" + to + pointer.substring(from.length() + 1)));
    }
  }

  /// @param input whether this is data of a step, where every key is its own
  private static JsonNode renamed(JsonNode node, String from, String to, boolean input) {
    switch (node) {
      case ObjectNode object -> {
        for (var part : object.properties()) {
          var key = part.getKey();
          if (!input && LITERAL.contains(key)) continue;
          if (!input && key.equals("map") && part.getValue().isString())
            part.setValue(StringNode.valueOf(inExpression(part.getValue().asString(), from, to)));
          else part.setValue(renamed(part.getValue(), from, to, input || DATA.contains(key)));
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) array.set(i, renamed(array.get(i), from, to, input));
      }
      case StringNode text -> {
        return StringNode.valueOf(inTemplate(text.asString(), from, to));
      }
      default -> {}
    }
    return node;
  }

  /// Renames in the `${…}` of a text; `$${` is no expression.
  static String inTemplate(String text, String from, String to) {
    var result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      if (open < 0) break;
      if (open > 0 && text.charAt(open - 1) == '$') {
        result.append(text, at, open + 2);
        at = open + 2;
        continue;
      }
      int close = closing(text, open + 2);
      if (close < 0) break;
      result
          .append(text, at, open + 2)
          .append(inExpression(text.substring(open + 2, close), from, to));
      at = close;
    }
    return result.append(text.substring(at)).toString();
  }

  /// Where the brace stands that ends an expression; -1 when it has no end.
  private static int closing(String text, int begin) {
    int open = 1;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') i = endOfString(text, i);
      else if (text.startsWith("//", i)) i = endOfLine(text, i);
      else if (c == '{') open++;
      else if (c == '}' && --open == 0) return i;
    }
    return -1;
  }

  private static int endOfString(String text, int begin) {
    int i = begin + 1;
    while (i < text.length() && text.charAt(i) != '"') i += text.charAt(i) == '\\' ? 2 : 1;
    return i;
  }

  private static int endOfLine(String text, int begin) {
    int end = text.indexOf('\n', begin);
    return end < 0 ? text.length() : end;
  }

  /// Renames in a JSLT expression.
  static String inExpression(String jslt, String from, String to) {
    return new Scan(jslt, from, to).run();
  }

  /// One pass over an expression, knowing in which brackets it is and what the dot means there.
  private static final class Scan {

    private final String text;
    private final String from;
    private final String to;
    private final StringBuilder result = new StringBuilder();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private int at;

    /// Whether what comes before ends a value, so that a dot goes on from it.
    private boolean afterValue;

    private String lastWord = "";
    private String wordBefore = "";

    private static final class Scope {
      final char open;

      /// Whether the closing bracket ends the head of an `if`, a loop or a function, not a value.
      final boolean head;

      boolean shifted;
      boolean piped;
      boolean loop;
      boolean begins = true;

      Scope(char open, boolean head, boolean shifted) {
        this.open = open;
        this.head = head;
        this.shifted = shifted;
      }

      boolean hasOtherDot() {
        return shifted || piped;
      }
    }

    Scan(String text, String from, String to) {
      this.text = text;
      this.from = from;
      this.to = to;
      scopes.push(new Scope(' ', false, false));
    }

    String run() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') copyString();
        else if (text.startsWith("//", at)) copy(endOfLine(text, at));
        else if (Character.isWhitespace(c)) copy(at + 1);
        else if (c == '.') dot();
        else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') word();
        else symbol(c);
      }
      return result.toString();
    }

    private void copy(int end) {
      result.append(text, at, Math.min(end, text.length()));
      at = end;
    }

    private void copyString() {
      copy(endOfString(text, at) + 1);
      afterValue = true;
      scope().begins = false;
    }

    private Scope scope() {
      return scopes.getFirst();
    }

    private void dot() {
      boolean root = !afterValue && !scope().hasOtherDot();
      copy(at + 1);
      afterValue = true;
      scope().begins = false;
      if (at >= text.length()) return;
      if (text.charAt(at) == '"') {
        int end = Math.min(endOfString(text, at) + 1, text.length());
        var key = text.substring(at, end);
        result.append(root && key.equals("\"" + from + "\"") ? "\"" + to + "\"" : key);
        at = end;
      } else {
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end))) end++;
        var name = text.substring(at, end);
        result.append(root && name.equals(from) ? to : name);
        at = end;
      }
    }

    private static boolean isNamePart(char c) {
      return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private void word() {
      int end = at + 1;
      while (end < text.length() && isNamePart(text.charAt(end))) end++;
      var word = text.substring(at, end);
      if (word.equals("for") && scope().begins && scope().open != ' ') scope().loop = true;
      if (word.equals("let") || word.equals("def")) scope().piped = false;
      copy(end);
      afterValue = !KEYWORDS.contains(word);
      wordBefore = lastWord;
      lastWord = word;
      scope().begins = false;
    }

    private static final Set<String> KEYWORDS =
        Set.of("for", "if", "else", "let", "def", "and", "or", "import", "as");

    private void symbol(char c) {
      switch (c) {
        case '(', '[', '{' -> {
          open(c);
          return;
        }
        case ')', ']', '}' -> {
          close();
          return;
        }
        case '*' -> {
          if (scope().open == '{' && !afterValue) scope().shifted = true;
        }
        case '|' -> scope().piped = true;
        case ',' -> scope().piped = false;
        default -> {}
      }
      copy(at + 1);
      afterValue = false;
      lastWord = "";
      scope().begins = false;
    }

    private void open(char c) {
      boolean head = c == '(' && (HEADS.contains(lastWord) || wordBefore.equals("def"));
      if (c == '{' && afterValue) scope().piped = false;
      scope().begins = false;
      scopes.push(new Scope(c, head, scope().hasOtherDot()));
      copy(at + 1);
      afterValue = false;
      lastWord = "";
      wordBefore = "";
    }

    private void close() {
      var closed = scope();
      copy(at + 1);
      if (scopes.size() > 1) scopes.pop();
      afterValue = !closed.head;
      lastWord = "";
      wordBefore = "";
      if (closed.head && scope().loop) {
        // The head of the loop ends: from here the dot is the element.
        scope().loop = false;
        scope().shifted = true;
      }
    }

    private static final Set<String> HEADS = Set.of("for", "if");
  }
}
