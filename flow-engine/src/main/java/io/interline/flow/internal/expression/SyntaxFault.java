package io.interline.flow.internal.expression;

import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.BuiltinFunctions;
import io.interline.flow.definition.Names;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says in one sentence, and with the place in the source, what the JSLT compiler refused. The
/// compiler's own message lists what it would have taken instead, and its place is that of the
/// token before.
final class SyntaxFault {

  private static final Pattern PARSER =
      Pattern.compile("Encountered \"(.*?)\" at line (\\d+), column (\\d+)", Pattern.DOTALL);
  private static final Pattern LEXER =
      Pattern.compile("Lexical error at line (\\d+), column (\\d+)");
  private static final Pattern UNKNOWN_FUNCTION = Pattern.compile("No such function: '(.*)'");
  private static final Pattern ARGUMENTS =
      Pattern.compile("Function '(.*)' needs (\\d+)-(\\d+) arguments, got (\\d+)");

  private final String source;
  private final JsltTokens tokens;

  private SyntaxFault(String source) {
    this.source = source;
    this.tokens = JsltTokens.of(source);
  }

  /// The exception that the author of the source reads.
  ///
  /// @param otherwise where it is when the compiler does not say
  static MappingException of(String source, JsltException e, Budget.Position otherwise) {
    var fault = new SyntaxFault(source);
    String message = Objects.requireNonNullElse(e.getMessageWithoutLocation(), "");
    if (source.isBlank()) return fault.at(0, "the expression is empty", e);
    if (tokensOpenText(fault))
      return fault.at(fault.tokens.openText(), "this text has no closing \"", e);
    var lexer = LEXER.matcher(message);
    if (lexer.find()) return fault.lexer(lexer, e);
    var parser = PARSER.matcher(message);
    if (parser.find()) return fault.parser(parser, message, e);
    int line = e.getLine() > 0 ? e.getLine() : otherwise.line();
    int column = e.getLine() > 0 ? e.getColumn() : otherwise.column();
    String words = fault.meaning(message);
    return line > 0
        ? fault.at(fault.offset(line, column), words, e)
        : new MappingException(Kind.SYNTAX, words, 0, 0, "", e);
  }

  private static boolean tokensOpenText(SyntaxFault fault) {
    return fault.tokens.openText() >= 0;
  }

  private String meaning(String message) {
    var function = UNKNOWN_FUNCTION.matcher(message);
    if (function.find()) return unknownFunction(function.group(1));
    var arguments = ARGUMENTS.matcher(message);
    if (arguments.find()) return arguments(arguments);
    return message.lines().findFirst().orElse("it cannot be read");
  }

  private static String unknownFunction(String name) {
    var known = new ArrayList<>(BuiltinFunctions.functions.keySet());
    known.addAll(BuiltinFunctions.macros.keySet());
    return "there is no function '"
        + name
        + "'"
        + Names.closest(name, known).map(meant -> "; did you mean '" + meant + "'?").orElse("");
  }

  private static String arguments(Matcher found) {
    String least = found.group(2);
    String most = found.group(3);
    String count = least.equals(most) ? least : least + " to " + most;
    boolean one = count.equals("1");
    return "'"
        + found.group(1)
        + "' takes "
        + count
        + (one ? " argument, not " : " arguments, not ")
        + found.group(4);
  }

  /// The end is named for a last character that means nothing.
  private MappingException lexer(Matcher found, JsltException e) {
    int at = Math.min(offset(found, 1), source.stripTrailing().length() - 1);
    return at(at, character(at), e);
  }

  private String character(int at) {
    char c = source.charAt(at);
    return switch (c) {
      case '\'' -> "texts stand in double quotes: write \"…\" in place of '…'";
      case '&' -> "write 'and' in place of '&&'";
      case '!' -> "write not(…) in place of '!'";
      case '?' -> "write if (…) … else … in place of '… ? … : …'";
      default -> "'" + Character.toString(source.codePointAt(at)) + "' means nothing here";
    };
  }

  private MappingException parser(Matcher found, String message, JsltException e) {
    boolean end = found.group(1).contains("<EOF>");
    if (end) return atTheEnd(e);
    int at = offset(found, 2);
    var token = tokens.at(at);
    String text =
        token == null ? source.substring(at, Math.min(at + 1, source.length())) : token.text();
    var before = tokens.before(at);
    return at(place(at, text, before), refused(text, before, message), e);
  }

  /// A word that is no function is the fault, rather than what follows it.
  private static int place(int at, String text, JsltTokens.@Nullable Token before) {
    return !text.equals("(") && before != null && before.isWord() ? before.at() : at;
  }

  private MappingException atTheEnd(JsltException e) {
    var open = tokens.open();
    var last = tokens.before(source.length());
    if (last != null && last.wantsMore())
      return at(last.end(), "something is missing after '" + last.text() + "'", e);
    if (open != null)
      return at(open.at(), "this '" + open.text() + "' has no '" + closer(open.text()) + "'", e);
    if (last != null && last.isWord()) return at(last.at(), word(last.text()), e);
    return at(source.stripTrailing().length(), "a value is missing at the end", e);
  }

  private String refused(String text, JsltTokens.@Nullable Token before, String message) {
    if (before != null && before.isWord())
      return text.equals(":") ? key(before.text()) : word(before.text());
    String after = before == null ? "" : before.text();
    if (text.startsWith(".") && after.equals(".")) return DoubledDots.MESSAGE;
    if (text.equals("=")) return "write '==' to compare, or 'let name = …' to define";
    if (text.equals("|") && after.equals("|")) return "write 'or' in place of '||'";
    if (text.equals("/") && after.equals("/")) return "something is missing before the comment";
    if (text.equals("/*") || (text.equals("*") && after.equals("/")))
      return "comments begin with //";
    if (text.equals("for")) return "'for' stands in [ ] or { }: write [for (list) …]";
    if (text.length() == 1 && "}])".contains(text)) return closed(text, before);
    if (text.equals(",") || text.equals(":")) return unexpected(text, before);
    String expected = message.substring(Math.max(0, message.indexOf("Was expecting")));
    if (expected.contains("\",\"") && startsValue(text))
      return "a comma is missing before '" + text + "'";
    if (expected.contains("\":\"") && startsValue(text))
      return "a ':' is missing before '" + text + "'";
    if (startsValue(text))
      return "'" + text + "' cannot follow here; an operator or a comma is missing before it";
    return unexpected(text, before);
  }

  private String closed(String text, JsltTokens.@Nullable Token before) {
    if (before != null && before.wantsMore())
      return "something is missing between '" + before.text() + "' and '" + text + "'";
    return "this '" + text + "' closes nothing that is open";
  }

  private static String unexpected(String text, JsltTokens.@Nullable Token before) {
    return before != null && before.wantsMore()
        ? "something is missing between '" + before.text() + "' and '" + text + "'"
        : "'" + text + "' cannot stand here";
  }

  private static boolean startsValue(String text) {
    char c = text.isEmpty() ? ' ' : text.charAt(0);
    return Character.isLetterOrDigit(c) || "\"{[($.".indexOf(c) >= 0;
  }

  private static String word(String name) {
    return "'"
        + name
        + "' is no value: write ."
        + name
        + " for the field, \""
        + name
        + "\" for the text";
  }

  private static String key(String name) {
    return "keys stand in double quotes: write \"" + name + "\":";
  }

  private static String closer(String open) {
    return switch (open) {
      case "{" -> "}";
      case "[" -> "]";
      default -> ")";
    };
  }

  private int offset(Matcher found, int group) {
    return offset(Integer.parseInt(found.group(group)), Integer.parseInt(found.group(group + 1)));
  }

  private int offset(int line, int column) {
    int at = 0;
    for (int passed = 1; passed < line; passed++) {
      int end = source.indexOf('\n', at);
      if (end < 0) return source.length();
      at = end + 1;
    }
    return Math.min(at + Math.max(column - 1, 0), source.length());
  }

  private MappingException at(int offset, String words, JsltException cause) {
    var place = SourcePlace.of(source, offset);
    return new MappingException(Kind.SYNTAX, words, place.line(), place.column(), "", cause);
  }
}
