package io.interline.audit;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The reader and writer of JSON at the edges, where people and programs look: screens and API.
/// Every number keeps every digit; at most 200 levels; nothing may follow the value. It is here, as
/// every module sees this one. Messages, answers and journals have a reader of their own, of
/// another library.
public final class EdgeJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(200).maxNumberLength(1_000).build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private EdgeJson() {}

  /// Safe for many threads.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// Makes parsers and generators; safe for many threads.
  public static JsonFactory factory() {
    return FACTORY;
  }
}
