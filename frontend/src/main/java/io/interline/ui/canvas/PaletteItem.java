package io.interline.ui.canvas;

/// Something that can be put into a flow.
///
/// @param key stable: an operation reference or the key of a block
/// @param kind as of a card, for the colour
/// @param group heading under which the palette lists it
/// @param keywords more words by which the search finds it
public record PaletteItem(
    String key,
    String title,
    String description,
    String group,
    String kind,
    String icon,
    String keywords) {

  /// The same, found by more words.
  public PaletteItem knownAs(String words) {
    return new PaletteItem(key, title, description, group, kind, icon, keywords + words);
  }
}
