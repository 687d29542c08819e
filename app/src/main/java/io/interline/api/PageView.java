package io.interline.api;

import io.interline.flow.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param next value of `cursor` for the page after this one; null on the last
record PageView<T>(List<T> items, @Nullable String next) {

  static <S, T> PageView<T> of(Page<S> page, Function<S, T> view) {
    return new PageView<>(page.items().stream().map(view).toList(), page.next());
  }
}
