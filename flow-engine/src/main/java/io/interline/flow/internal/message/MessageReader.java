package io.interline.flow.internal.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import org.springframework.stereotype.Component;

/// Reads messages, as [ExactJson] reads all JSON: at most 200 levels, exact numbers of at most
/// 1,000 digits, texts that every part of the hub can keep and show. Safe for many threads.
@Component
public final class MessageReader {

  /// Reads a message from outside.
  public JsonNode read(byte[] bytes) throws MessageRefused {
    try {
      return ExactJson.read(bytes);
    } catch (JsonRefused e) {
      throw new MessageRefused(
          switch (e.reason()) {
            case MALFORMED -> MessageRefused.Reason.MALFORMED;
            case TOO_DEEP -> MessageRefused.Reason.TOO_DEEP;
            case NUMBER_TOO_LONG -> MessageRefused.Reason.NUMBER_TOO_LONG;
            case BAD_TEXT -> MessageRefused.Reason.BAD_TEXT;
          },
          "The body " + e.getMessage() + ".");
    }
  }

  /// Reads what was taken before.
  public JsonNode reread(byte[] bytes) {
    return ExactJson.reread(bytes);
  }
}
