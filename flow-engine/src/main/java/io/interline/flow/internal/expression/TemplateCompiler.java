package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.Field.Place;
import io.interline.flow.internal.expression.MappingException.Kind;
import io.interline.flow.internal.expression.TemplatePart.Constant;
import io.interline.flow.internal.expression.TemplatePart.Elements;
import io.interline.flow.internal.expression.TemplatePart.Embedded;
import io.interline.flow.internal.expression.TemplatePart.Field;
import io.interline.flow.internal.expression.TemplatePart.Fields;
import io.interline.flow.internal.expression.TemplatePart.Literal;
import io.interline.flow.internal.expression.TemplatePart.PlacedText;
import io.interline.flow.internal.expression.TemplatePart.Text;
import io.interline.flow.internal.expression.TemplatePart.TextPiece;
import io.interline.flow.internal.expression.TemplatePart.Value;
import io.interline.flow.internal.expression.TemplateText.Piece;
import java.util.ArrayList;
import java.util.Map;

/// Compiles one template, within the current budget, and knows where it is when that fails.
final class TemplateCompiler {

  private static final int MAX_LEVELS = 500;

  private final Map<String, Place> places;
  private String pointer = "";
  private int line;
  private int column;

  /// @param places of texts by their pointers
  TemplateCompiler(Map<String, Place> places) {
    this.places = places;
  }

  TemplatePart compile(JsonNode template) {
    return compile(template, "", 0);
  }

  /// A failure with the place in the template.
  MappingException located(MappingException e) {
    return line == 0 ? e.at(pointer) : e.within(pointer, line, column);
  }

  private TemplatePart compile(JsonNode node, String at, int level) {
    Budget.current().burn(1);
    pointer = at;
    line = 0;
    if (level > MAX_LEVELS)
      throw MappingException.of(Kind.DEPTH, "nested deeper than " + MAX_LEVELS + " levels");
    return switch (node) {
      case TextNode text -> text(text, at);
      case ArrayNode array -> elements(array, at, level);
      case ObjectNode object -> fields(object, at, level);
      default -> new Constant(node);
    };
  }

  private TemplatePart elements(ArrayNode array, String at, int level) {
    var parts = new ArrayList<TemplatePart>(array.size());
    for (int i = 0; i < array.size(); i++)
      parts.add(compile(array.get(i), at + "/" + i, level + 1));
    return folded(new Elements(parts), parts.stream().allMatch(Constant.class::isInstance));
  }

  private TemplatePart fields(ObjectNode object, String at, int level) {
    var fields = new ArrayList<Field>(object.size());
    for (var field : object.properties()) {
      String name = field.getKey();
      String there = at + "/" + name.replace("~", "~0").replace("/", "~1");
      fields.add(new Field(name, compile(field.getValue(), there, level + 1)));
    }
    return folded(
        new Fields(fields), fields.stream().allMatch(field -> field.part() instanceof Constant));
  }

  /// What is the same in every rendering is rendered once, here.
  private static TemplatePart folded(TemplatePart part, boolean isConstant) {
    return isConstant ? new Constant(new TemplateRendering(NullNode.instance).render(part)) : part;
  }

  private TemplatePart text(TextNode node, String at) {
    String text = node.textValue();
    if (!TemplateText.hasMarkup(text)) return new Constant(node);
    Budget.current().allocateText(text.length());
    var pieces = new ArrayList<TextPiece>();
    for (var piece : TemplateText.cut(text)) pieces.add(piece(piece, at));
    if (pieces.size() == 1)
      return switch (pieces.getFirst()) {
        case Literal literal -> new Constant(TextNode.valueOf(literal.text()));
        case Embedded expression -> new Value(expression);
      };
    var place = places.getOrDefault(at, Place.ANY);
    return place == Place.ANY ? new Text(pieces) : new PlacedText(place, pieces);
  }

  private TextPiece piece(Piece piece, String at) {
    if (!piece.isExpression()) return new Literal(piece.source());
    line = piece.line();
    column = piece.column();
    if (piece.source().isBlank())
      throw MappingException.of(Kind.SYNTAX, "'${}' without an expression");
    var mapping = Mapping.compileWithinBudget(piece.source());
    line = 0;
    return new Embedded(
        mapping, at, piece.line(), piece.column(), PathTemplate.handling(piece.source()));
  }
}
