package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.Field;
import io.interline.flow.TestBench.Hint;
import io.interline.flow.TestBench.Language;
import io.interline.flow.TestBench.Preview;
import io.interline.flow.definition.JsonSource;
import io.interline.flow.definition.JsonSource.Malformed;
import io.interline.flow.definition.JsonSource.Place;
import io.interline.flow.internal.expression.DoubledDots;
import io.interline.flow.internal.expression.Mapping;
import io.interline.flow.internal.expression.MappingException;
import io.interline.flow.internal.expression.SourcePlace;
import io.interline.flow.internal.expression.Template;
import io.interline.flow.internal.fields.ContextShape;
import io.interline.flow.internal.fields.FieldUse;
import io.interline.flow.internal.fields.FieldUse.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Evaluates expressions on a sample, and says which of their fields it does not have.
final class ExpressionPreview {

  private final JsonNode context;
  private final ContextShape shape;

  ExpressionPreview(JsonNode context) {
    this.context = context;
    this.shape = ContextShape.ofSample(context);
  }

  Preview of(String source, Language language) {
    long began = System.nanoTime();
    return switch (language) {
      case JSLT, TEMPLATE, PATH -> expression(source, language, began);
      case JSON -> json(source, began);
    };
  }

  private Preview expression(String source, Language language, long began) {
    try {
      JsonNode value;
      FieldUse use;
      if (language == Language.JSLT) {
        DoubledDots.refuse(source);
        value = Mapping.compile(source).apply(context);
        use = FieldUse.ofMapping(source, shape);
      } else {
        DoubledDots.refuseInTemplate(source);
        value = Template.compile(TextNode.valueOf(source), places(language)).render(context);
        use = FieldUse.ofTemplate(source, shape);
      }
      var hints = use.missing().stream().map(missing -> hint(source, missing)).toList();
      return new Preview(value.toPrettyString(), null, 0, 0, micros(began), hints);
    } catch (MappingException e) {
      return new Preview(null, e.reason(), e.line(), e.column(), micros(began));
    }
  }

  private static Map<String, Field.Place> places(Language language) {
    return language == Language.PATH ? Map.of("", Field.Place.PATH) : Map.of();
  }

  private Preview json(String text, long began) {
    JsonSource source;
    try {
      source = JsonSource.read(text);
    } catch (Malformed e) {
      return failed(e.getMessage(), e.place(), began);
    }
    var tree = source.tree();
    var hints = new ArrayList<Hint>();
    try {
      DoubledDots.refuseInTexts(tree);
      var value = Template.compile(tree).render(context);
      collect(source, tree, JsonPointer.empty(), hints);
      return new Preview(value.toPrettyString(), null, 0, 0, micros(began), hints);
    } catch (MappingException e) {
      var place = source.place(e.pointer(), new Place(e.line(), e.column()));
      return failed(e.reason(), place, began);
    }
  }

  private void collect(JsonSource source, JsonNode value, JsonPointer at, List<Hint> hints) {
    if (value.isTextual() && value.textValue().contains("${")) {
      String text = value.textValue();
      for (var missing : FieldUse.ofTemplate(text, shape).missing()) {
        var within = SourcePlace.of(text, missing.at());
        var place = source.place(at.toString(), new Place(within.line(), within.column()));
        hints.add(new Hint(missing.message(), place.line(), place.column(), null));
      }
    }
    for (var field : value.properties())
      collect(source, field.getValue(), at.appendProperty(field.getKey()), hints);
    if (value.isArray())
      for (int i = 0; i < value.size(); i++)
        collect(source, value.get(i), at.appendIndex(i), hints);
  }

  private static Hint hint(String source, Missing missing) {
    var place = SourcePlace.of(source, missing.at());
    String meant = missing.meant();
    int end = missing.at() + missing.name().length();
    String change =
        meant == null ? null : source.substring(0, missing.at()) + meant + source.substring(end);
    return new Hint(missing.message(), place.line(), place.column(), change);
  }

  private static Preview failed(String reason, Place place, long began) {
    return new Preview(null, reason, place.line(), place.column(), micros(began));
  }

  private static long micros(long began) {
    return (System.nanoTime() - began) / 1_000;
  }
}
