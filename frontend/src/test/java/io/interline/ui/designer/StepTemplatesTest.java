package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.ui.canvas.PaletteItem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTemplatesTest {

  private final List<PaletteItem> palette =
      new StepTemplates(new FakeCatalog(), FakeHub.ORDERS, List.of()).palette();

  @ParameterizedTest
  @CsvSource({
    "switch, switch",
    "if, switch",
    "if else, switch",
    "merge, parallel",
    "code, map",
    "function, map",
    "set variable, map",
    "aggregate, forEach",
    "get, http@1/request",
    "post, http@1/request",
    "database, http@1/request",
    "email, http@1/request",
    "sub-workflow, flow",
    "loop, repeat",
    "sleep, wait:duration",
  })
  void findsStepsByTheWordsOfOtherProducts(String search, String key) {
    assertThat(palette)
        .filteredOn(item -> Arrays.stream(search.split(" ")).allMatch(words(item)::contains))
        .extracting(PaletteItem::key)
        .contains(key);
  }

  private static List<String> words(PaletteItem item) {
    String all = String.join(" ", item.title(), item.group(), item.description(), item.keywords());
    return List.of(all.toLowerCase(Locale.ROOT).split("[\\s,:]+"));
  }
}
