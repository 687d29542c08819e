package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Field.Place;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.HashMap;
import java.util.Map;

/// A JSON tree whose texts may hold `${…}`, each a JSLT expression. Safe for use from many threads;
/// one compilation, and one rendering, stay within one set of [MappingLimits] as a whole.
///
/// A text that is one expression and nothing else becomes the expression's value, of whatever type.
/// In mixed text a string appears plain, null as nothing, and any other value as JSON. `$${` is a
/// literal `${`. Keys of objects are taken as they are.
///
/// ```java
/// // {"path": "/orders/${.order.id}", "body": "${.order}"}
/// var template = Template.compile(with);
/// JsonNode input = template.render(context);
/// ```
public final class Template {

  private final TemplatePart root;

  private Template(TemplatePart root) {
    this.root = root;
  }

  /// Compiles a tree within [MappingLimits#STANDARD].
  ///
  /// @throws MappingException with pointer, line and column of the mistake
  public static Template compile(JsonNode template) {
    return compile(template, Map.of());
  }

  /// Compiles a tree in which some texts become structure: there, in mixed text, values are
  /// encoded, unless the whole expression is `raw(…)` or `url-encode(…)`. In the path of an address
  /// a value that is absent or empty, or would lead out of the path, fails the rendering.
  ///
  /// @param places by the name of the field; the empty name is the template itself
  /// @throws MappingException with pointer, line and column of the mistake
  public static Template compile(JsonNode template, Map<String, Place> places) {
    WovenLibrary.compiler(); // weaving, when nobody did it yet, is not the template's time
    var compiler = new TemplateCompiler(byPointer(places));
    try {
      return new Template(
          Sandbox.call(MappingLimits.STANDARD, Kind.SYNTAX, () -> compiler.compile(template)));
    } catch (MappingException e) {
      throw compiler.located(e);
    }
  }

  private static Map<String, Place> byPointer(Map<String, Place> places) {
    if (places.isEmpty()) return places;
    var pointers = new HashMap<String, Place>();
    places.forEach((name, place) -> pointers.put(name.isEmpty() ? "" : "/" + name, place));
    return pointers;
  }

  /// Whether it renders the same whatever the context.
  public boolean isConstant() {
    return root instanceof TemplatePart.Constant;
  }

  /// Renders within [MappingLimits#STANDARD].
  ///
  /// @return a value that may share nodes with the context and with the template: read it, never
  ///     change it
  /// @throws MappingException with pointer, line and column of the expression that failed
  public JsonNode render(JsonNode context) {
    return render(context, MappingLimits.STANDARD);
  }

  /// Renders.
  ///
  /// @return a value that may share nodes with the context and with the template: read it, never
  ///     change it
  /// @throws MappingException with pointer, line and column of the expression that failed
  public JsonNode render(JsonNode context, MappingLimits limits) {
    if (root instanceof TemplatePart.Constant(var value)) return value;
    var rendering = new TemplateRendering(context);
    try {
      return Sandbox.call(limits, Kind.RUNTIME, () -> rendering.renderAll(root));
    } catch (MappingException e) {
      throw rendering.located(e);
    }
  }

  /// What of a rendering may come from what is masked in the context, whatever the context is.
  public Derivation derive(Mask context) {
    return TemplateFlow.of(root, context);
  }
}
