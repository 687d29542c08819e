package io.interline.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A flow document of format `interline/flow/1`, read and typed. Expressions are still text.
///
/// @param id immutable name of the flow within its tenant
/// @param onError steps that run when the flow failed for good; they see `.error`
/// @param redact RFC 6901 pointers into the context that are masked wherever people read
public record FlowDocument(
    String id,
    String title,
    Trigger trigger,
    List<Step> steps,
    List<Step> onError,
    List<String> redact) {

  /// The text of `format` in documents of this version.
  public static final String FORMAT = "interline/flow/1";

  public FlowDocument {
    steps = List.copyOf(steps);
    onError = List.copyOf(onError);
    redact = List.copyOf(redact);
  }

  /// What starts the flow.
  ///
  /// @param id the name under which expressions find the message
  /// @param with configuration; no expressions
  /// @param schema JSON Schema 2020-12 that a message must fit; absent to take any JSON
  /// @param dedupe leaves out messages that came before
  /// @param order lets messages with one key run one after another
  public record Trigger(
      String id,
      OperationRef use,
      JsonNode with,
      @Nullable JsonNode schema,
      @Nullable Dedupe dedupe,
      @Nullable Order order) {}

  /// @param key `${…}`; messages with the same key are the same message
  /// @param window how long a key is remembered
  public record Dedupe(String key, Duration window) {
    static final Duration STANDARD_WINDOW = Duration.ofDays(7);
  }

  /// @param key `${…}`; a message without one (null, or no text or number) waits for none
  /// @param blocks whether a dead letter holds up the messages of its key that came after it, until
  ///     it is replayed or discarded
  public record Order(String key, boolean blocks) {}
}
