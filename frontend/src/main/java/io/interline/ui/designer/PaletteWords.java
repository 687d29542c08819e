package io.interline.ui.designer;

import java.util.Map;

/// What the entries of the palette are called in other products that people come from.
final class PaletteWords {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              "map",
              "code script function javascript python set variable assign fields edit rename compute"
                  + " calculate expression formula template aggregate merge combine enrich format data"
                  + " mapper"),
          Map.entry("validate", "filter verify guard required"),
          Map.entry("switch", "switch if else then ifelse choice conditional rule decision"),
          Map.entry("parallel", "merge join combine multicast scatter gather branch"),
          Map.entry(
              "forEach", "aggregate aggregator collect splitter iterator item for-each foreach"),
          Map.entry("repeat", "loop until while for"),
          Map.entry("try", "on error handler catch retry do-try"),
          Map.entry("wait:duration", "sleep throttle"),
          Map.entry("wait:event", "listen webhook wait-for"),
          Map.entry("wait:approval", "manual user task form human-in-the-loop"),
          Map.entry("flow", "sub-workflow subworkflow execute workflow module subprocess process"),
          Map.entry("respond", "webhook response output result"),
          Map.entry("stop", "throw error exit break terminate return end"),
          Map.entry(
              "http@1/request",
              "http https rest api url get post put patch delete fetch graphql soap webhook database sql"
                  + " email mail sms slack sheet"),
          Map.entry("core@1/log", "print debug console note"),
          Map.entry("core@1/delay", "sleep pause wait"));

  private PaletteWords() {}

  /// With a space before them; nothing for an entry that has no other names.
  static String of(String key) {
    String words = WORDS.get(key);
    return words == null ? "" : " " + words;
  }
}
