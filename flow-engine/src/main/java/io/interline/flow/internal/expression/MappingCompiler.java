package io.interline.flow.internal.expression;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import java.util.Collection;

/// The only door into the woven library: implemented by a class of the weaving loader, called from
/// this package.
public interface MappingCompiler {

  /// Compiles a source with functions that take the place of built-in ones of the same name. A
  /// [Budget] must be bound.
  Expression compile(String source, Collection<Function> functions);

  /// Follows masked data through what [#compile] made.
  ///
  /// @param context mask of the value that it is applied to
  Derivation derive(Expression compiled, Mask context);
}
