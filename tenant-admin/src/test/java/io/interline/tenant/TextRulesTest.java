package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "C1BF",
        "E08080",
        "E09FBF",
        "F0808080",
        "F08FBFBF",
        "F8808080AF",
        "FC80808080AF",
        "EDA080",
        "EDBFBF",
        "EDA0BDEDB880",
        "F4908080",
        "F5808080",
        "FF",
        "FE",
        "80",
        "BF",
        "C3",
        "E282",
        "F09F98",
        "C328",
        "E2C328",
        "F09F2880"
      })
  void refusesWhatIsNotUtf8(String hex) {
    assertThat(TextRules.isUtf8(HexFormat.of().parseHex(hex))).isFalse();
    assertThat(TextRules.isUtf8(HexFormat.of().parseHex("22" + hex + "22"))).isFalse();
  }

  @Test
  void agreesWithTheDecoderOfTheLanguageOnEveryCharacterAndEveryPairOfBytes() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint >= 0xD800 && codePoint <= 0xDFFF) continue;
      byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
      if (!TextRules.isUtf8(utf8)) throw new AssertionError("U+%04X".formatted(codePoint));
    }
    var decoder = StandardCharsets.UTF_8.newDecoder();
    for (int pair = 0; pair <= 0xFFFF; pair++)
      for (int rest : new int[] {0x80, 0x9F, 0xA0, 0xBF}) {
        byte[] bytes = {(byte) (pair >> 8), (byte) pair, (byte) rest, (byte) 0x80};
        boolean sound;
        try {
          decoder.decode(ByteBuffer.wrap(bytes));
          sound = true;
        } catch (CharacterCodingException e) {
          sound = false;
        }
        if (TextRules.isUtf8(bytes) != sound)
          throw new AssertionError(HexFormat.of().formatHex(bytes));
      }
  }

  @Test
  void textsHaveNoNulAndNoHalfCharacter() {
    assertThat(TextRules.isSound("Grüße, \uD83D\uDE00\n\t")).isTrue();
    assertThat(TextRules.isSound("")).isTrue();
    assertThat(TextRules.isSound("a\0b")).isFalse();
    assertThat(TextRules.isSound("a\uD83D")).isFalse();
    assertThat(TextRules.isSound("\uDE00a")).isFalse();
    assertThat(TextRules.isSound("\uDE00\uD83D")).isFalse();
    assertThat(TextRules.isSound("\uD83D\uD83D\uDE00")).isFalse();
  }

  @Test
  void textsMadeHereAreCleanedAndCutBetweenCharacters() {
    assertThat(TextRules.cleaned("as it was \uD83D\uDE00")).isEqualTo("as it was \uD83D\uDE00");
    assertThat(TextRules.cleaned("a\0b\uD83Dc\uDE00\uD83D"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFD\uFFFD");
    assertThat(TextRules.cut("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
    assertThat(TextRules.cut("ab\uD83D\uDE00c", 3)).isEqualTo("ab…");
    assertThat(TextRules.cut("ab\uD83D\uDE00c", 4)).isEqualTo("ab\uD83D\uDE00…");
    assertThat(TextRules.cut("\uD83D\uDE00", 0)).isEqualTo("…");
  }

  @Test
  void theRefusalNamesFieldCharacterAndPosition() {
    assertThat(TextRules.text("reason", "as it was")).isEqualTo("as it was");
    assertThatThrownBy(() -> TextRules.text("reason", "abc\0"))
        .isInstanceOfSatisfying(
            DomainException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(DomainException.Kind.INVALID);
              assertThat(e.code()).isEqualTo("text-invalid");
              assertThat(e.getMessage()).contains("'reason'", "NUL (U+0000) at position 4");
            });
    assertThatThrownBy(() -> TextRules.text("key", "\uD83D"))
        .hasMessageContaining("half of a surrogate pair at position 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\tb",
        "\u001B[31m",
        "a\u007F",
        "a\u0085",
        "a\u2028b",
        "a\u202Eb",
        "a\u2066b",
        "\u200Fa",
        "\uFEFFa",
        "a\0",
        "a\uD83D"
      })
  void namesHaveNoControlAndNoDirectionCharacters(String name) {
    assertThatThrownBy(() -> TextRules.name("title", name))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("'title'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bestellungen → ERP",
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
        "שלום",
        "a b"
      })
  void namesOfAllLanguagesPass(String name) {
    assertThat(TextRules.name("title", name)).isEqualTo(name);
  }
}
