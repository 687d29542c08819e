package io.interline.flow.internal.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Tried;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a journal as JSON: an array of entries, each
///
/// ```json
/// {"step": "erp", "attempt": 1, "at": "2026-01-31T10:00:00.123456Z", "took": 12345,
///  "in": {…}, "out": {…}}
/// ```
///
/// `took` is in microseconds. A failed attempt has `error` with `kind`, `message` and perhaps
/// `next` in place of `out`. An input above 256 KiB is left out and marked `inLeftOut`: it is
/// rendered from what earlier steps put out, which is kept already.
public final class EntryCodec {

  private static final int LARGEST_INPUT = 256 << 10;

  private final ObjectMapper json;

  /// @param json with limits as the messages have
  public EntryCodec(ObjectMapper json) {
    this.json = json;
  }

  public byte[] write(Plan plan, List<Entry> entries) {
    var bytes = new ByteArrayOutputStream(1024);
    try (var out = json.createGenerator(bytes)) {
      out.writeStartArray();
      for (var entry : entries) write(out, plan.node(entry.step()).id(), entry);
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public List<Entry> read(Plan plan, List<byte[]> parts) {
    var entries = new ArrayList<Entry>();
    for (byte[] part : parts) {
      try {
        for (var entry : json.readTree(part)) entries.add(read(plan, entry));
      } catch (IOException e) {
        throw new UncheckedIOException("a journal that is no JSON", e);
      }
    }
    return entries;
  }

  private void write(JsonGenerator out, String step, Entry entry) throws IOException {
    var tried = entry.tried();
    out.writeStartObject();
    out.writeStringField("step", step);
    out.writeNumberField("attempt", tried.attempt());
    out.writeStringField("at", tried.startedAt().toString());
    out.writeNumberField("took", tried.took().toNanos() / 1_000);
    if (tried.input() != null) writeInput(out, tried.input());
    switch (entry) {
      case Entry.Succeeded succeeded -> {
        out.writeFieldName("out");
        json.writeTree(out, succeeded.output());
      }
      case Entry.Failed failed -> writeError(out, failed);
    }
    if (!tried.log().isEmpty()) {
      out.writeArrayFieldStart("log");
      for (var line : tried.log()) out.writeString(line);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void writeInput(JsonGenerator out, JsonNode input) throws IOException {
    if (isLarge(input)) {
      out.writeBooleanField("inLeftOut", true);
    } else {
      out.writeFieldName("in");
      json.writeTree(out, input);
    }
  }

  private static void writeError(JsonGenerator out, Entry.Failed failed) throws IOException {
    out.writeObjectFieldStart("error");
    out.writeStringField("kind", failed.cause().id());
    out.writeStringField("message", failed.message());
    if (failed.nextAt() != null) out.writeStringField("next", failed.nextAt().toString());
    out.writeEndObject();
  }

  private static Entry read(Plan plan, JsonNode entry) {
    int step = plan.indexOf(entry.path("step").asText());
    var tried = tried(entry);
    var error = entry.get("error");
    if (error == null) return new Entry.Succeeded(step, tried, entry.path("out"));
    return new Entry.Failed(
        step,
        tried,
        ErrorClass.parse(error.path("kind").asText()),
        error.path("message").asText(),
        instant(error.get("next")));
  }

  private static Tried tried(JsonNode entry) {
    var log = new ArrayList<String>();
    for (var line : entry.path("log")) log.add(line.asText());
    return new Tried(
        entry.path("attempt").asInt(),
        Instant.parse(entry.path("at").asText()),
        Duration.ofNanos(entry.path("took").asLong() * 1_000),
        entry.get("in"),
        log);
  }

  private static @Nullable Instant instant(@Nullable JsonNode text) {
    return text == null ? null : Instant.parse(text.asText());
  }

  /// Counts texts and stops as soon as it knows.
  private static boolean isLarge(JsonNode value) {
    return count(value, 0) > LARGEST_INPUT;
  }

  private static long count(JsonNode value, long before) {
    long sum = before + (value.isTextual() ? value.textValue().length() : 8);
    if (value.isContainerNode())
      for (var child : value) {
        sum = count(child, sum);
        if (sum > LARGEST_INPUT) return sum;
      }
    return sum;
  }
}
