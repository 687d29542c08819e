package io.interline.connector.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "</o?p=2>; rel=\"next\" | /o?p=2",
        "</o?p=2>;rel=next | /o?p=2",
        "</o?p=2>; title=\"a, b\"; rel=\"next\" | /o?p=2",
        "</o?p=2>; title=\"a \\\" <x>; rel=\\\"prev\\\"\"; rel=\"next\" | /o?p=2",
        "</1>; rel=\"prev\", </o?p=2>; rel=\"next\" | /o?p=2",
        "</1>; rel=prev , , </o?a=1,2;b>; REL=\"Last NEXT\" | /o?a=1,2;b",
        "</o>; rel = \"next\" ; type=text/html | /o",
        "</o> ; hreflang=de;; rel=\"next\"; | /o",
        "<>; rel=\"next\" | ``",
        "< /o >; rel=\"prefetch\tnext\" | /o",
        "</o>; rel=\"prev\"; rel=\"next\" | ",
        "</o>; rel=\"next\"; anchor=\"/other\" | ",
        "</o>; title=\"next\" | ",
        "</o>; rel=\"next-archive\" | ",
        "</o>; rel | ",
        "</o> | ",
        "`` | ",
        ", | ",
      })
  void findsTheNextPage(String header, String expected) {
    assertThat(LinkHeader.next(header).orElse(null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/o?p=2; rel=next",
        "</o?p=2; rel=next",
        "</o>; rel=\"next",
        "</o>; =next",
        "</o> rel=next",
        "</o>; rel=\"next\" </p>",
        "{\"next\": \"/o\"}"
      })
  void whatIsNotUnderstoodIsNoEnd(String header) {
    assertThatThrownBy(() -> LinkHeader.next(header))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Link");
  }

  @Test
  void noHeaderIsTheEnd() {
    assertThat(LinkHeader.next(null)).isEmpty();
  }
}
