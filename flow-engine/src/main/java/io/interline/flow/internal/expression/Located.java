package io.interline.flow.internal.expression;

import com.schibsted.spt.data.jslt.impl.Location;
import org.jspecify.annotations.Nullable;

/// Woven into the library's `AbstractNode`, which has this method already: the place of a node in
/// the source.
public interface Located {

  /// Absent for nodes that the compiler made up.
  @Nullable Location getLocation();
}
