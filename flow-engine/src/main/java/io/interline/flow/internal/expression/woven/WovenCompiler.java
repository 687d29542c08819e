package io.interline.flow.internal.expression.woven;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.interline.flow.internal.expression.Derivation;
import io.interline.flow.internal.expression.MappingCompiler;
import io.interline.flow.internal.expression.Mask;
import java.io.StringReader;
import java.util.Collection;

/// Compiles with the woven library: the weaving loader defines this class, so that its `Parser` is
/// the woven one.
public final class WovenCompiler implements MappingCompiler {

  /// For the weaving loader.
  public WovenCompiler() {}

  @Override
  public Expression compile(String source, Collection<Function> functions) {
    return new Parser(new StringReader(source))
        .withFunctions(functions)
        .withResourceResolver(
            name -> {
              throw new JsltException("import of '" + name + "' is not allowed");
            })
        .compile();
  }

  @Override
  public Derivation derive(Expression compiled, Mask context) {
    return DataFlow.of(compiled, context);
  }
}
