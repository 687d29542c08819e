package io.interline.flow.internal.expression;

import java.util.SortedSet;

/// The woven library, once per JVM: made when first used, about a second before the first mapping
/// compiles. [ExpressionWarmUp] does that at start-up.
final class WovenLibrary {

  private static final WeavingLoader LOADER =
      new WeavingLoader(WovenLibrary.class.getClassLoader());
  private static final MappingCompiler COMPILER = LOADER.compiler();

  private WovenLibrary() {}

  static MappingCompiler compiler() {
    return COMPILER;
  }

  static SortedSet<String> hooks() {
    return LOADER.weaver().hooks();
  }
}
