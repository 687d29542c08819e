package io.interline.flow.internal.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.core.Tried;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a journal as JSON: an array of entries, each
///
/// ```json
/// {"step": "erp", "attempt": 1, "at": "2026-01-31T10:00:00.123456Z", "took": 12345,
///  "in": {…}, "out": {…}}
/// ```
///
/// `turns` says which turns of the loops around the step, the outermost first: `"3.0"`. `took` is
/// in microseconds. A loop has `loop` (its items, or whether it goes on) in place of `out`, a wait
/// `ask`. A further attempt of a call that can be undone leaves `begun`, its number. An entry
/// without a step says that the run was `cancelled`, when, and why. A failed attempt has `error`
/// with `kind`, `message` and perhaps `next` in place of `out`, the `answer` of the other system
/// when there was one, and `refused` when the hub held the call back. An input above 256 KiB is
/// left out and marked `inLeftOut`: it is rendered from what earlier steps put out, which is kept
/// already.
public final class EntryCodec {

  private static final int LARGEST_INPUT = 256 << 10;

  public byte[] write(Plan plan, List<Entry> entries) {
    var bytes = new ByteArrayOutputStream(1024);
    try (var out = ExactJson.generator(bytes)) {
      out.writeStartArray();
      for (var entry : entries) write(out, plan, entry);
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Any JSON as bytes.
  public byte[] bytes(JsonNode value) {
    return ExactJson.bytes(value);
  }

  public List<Entry> read(Plan plan, List<byte[]> parts) {
    var entries = new ArrayList<Entry>();
    for (byte[] part : parts)
      for (var entry : ExactJson.reread(part)) entries.add(read(plan, entry));
    return entries;
  }

  /// How often a run tried its steps. A call that the hub held back is no try; a question and its
  /// answer are one.
  ///
  /// @param parts without those that the run took over from another one
  public int tries(List<byte[]> parts) {
    var tries = new HashSet<Try>();
    for (byte[] part : parts)
      for (var entry : ExactJson.reread(part))
        if (entry.has("attempt") && !entry.path("error").path("refused").asBoolean())
          tries.add(
              new Try(
                  entry.path("step").asText(),
                  entry.path("turns").asText(),
                  entry.path("attempt").asInt()));
    return tries.size();
  }

  private record Try(String step, String turns, int attempt) {}

  private static void write(JsonGenerator out, Plan plan, Entry entry) throws IOException {
    if (entry instanceof Entry.Cancelled cancelled) {
      write(out, cancelled);
      return;
    }
    if (entry instanceof Entry.Begun begun) {
      write(out, plan, begun);
      return;
    }
    var of = (Entry.OfStep) entry;
    var tried = of.tried();
    out.writeStartObject();
    out.writeStringField("step", plan.node(of.spot().step()).id());
    if (!of.spot().turns().isEmpty()) out.writeStringField("turns", of.spot().turnsText());
    out.writeNumberField("attempt", tried.attempt());
    out.writeStringField("at", tried.startedAt().toString());
    out.writeNumberField("took", tried.took().toNanos() / 1_000);
    if (tried.input() != null) writeInput(out, tried.input());
    switch (of) {
      case Entry.Succeeded succeeded -> {
        out.writeFieldName("out");
        ExactJson.write(out, succeeded.output());
      }
      case Entry.Failed failed -> writeError(out, failed);
      case Entry.Known known -> {
        out.writeFieldName("loop");
        ExactJson.write(out, known.value());
      }
      case Entry.Asked asked -> writeAsk(out, asked.ask());
    }
    if (!tried.log().isEmpty()) {
      out.writeArrayFieldStart("log");
      for (var line : tried.log()) out.writeString(line);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Entry.Cancelled cancelled) throws IOException {
    out.writeStartObject();
    out.writeStringField("cancelled", cancelled.reason());
    out.writeStringField("at", cancelled.at().toString());
    out.writeBooleanField("undo", cancelled.undo());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Plan plan, Entry.Begun begun) throws IOException {
    out.writeStartObject();
    out.writeStringField("step", plan.node(begun.spot().step()).id());
    if (!begun.spot().turns().isEmpty()) out.writeStringField("turns", begun.spot().turnsText());
    out.writeNumberField("begun", begun.attempt());
    out.writeStringField("at", begun.at().toString());
    out.writeEndObject();
  }

  private static void writeAsk(JsonGenerator out, Ask ask) throws IOException {
    out.writeObjectFieldStart("ask");
    out.writeStringField("kind", ask.kind().name());
    if (ask.until() != null) out.writeStringField("until", ask.until().toString());
    out.writeBooleanField("failsWhenOver", ask.failsWhenOver());
    out.writeFieldName("details");
    ExactJson.write(out, ask.details());
    out.writeEndObject();
  }

  private static void writeInput(JsonGenerator out, JsonNode input) throws IOException {
    if (isLarge(input)) {
      out.writeBooleanField("inLeftOut", true);
    } else {
      out.writeFieldName("in");
      ExactJson.write(out, input);
    }
  }

  private static void writeError(JsonGenerator out, Entry.Failed failed) throws IOException {
    out.writeObjectFieldStart("error");
    out.writeStringField("kind", failed.cause().id());
    out.writeStringField("message", failed.message());
    if (failed.nextAt() != null) out.writeStringField("next", failed.nextAt().toString());
    if (failed.refused()) out.writeBooleanField("refused", true);
    if (failed.tried().answer() != null) {
      out.writeFieldName("answer");
      ExactJson.write(out, failed.tried().answer());
    }
    out.writeEndObject();
  }

  private static Entry read(Plan plan, JsonNode entry) {
    if (entry.has("cancelled"))
      return new Entry.Cancelled(
          Instant.parse(entry.path("at").asText()),
          entry.path("cancelled").asText(),
          entry.path("undo").asBoolean());
    var spot = spot(plan, entry.path("step").asText(), entry.path("turns").asText());
    if (entry.has("begun"))
      return new Entry.Begun(
          spot, entry.path("begun").asInt(), Instant.parse(entry.path("at").asText()));
    var tried = tried(entry);
    var error = entry.get("error");
    if (entry.has("loop")) return new Entry.Known(spot, tried, entry.path("loop"));
    if (entry.has("ask")) return new Entry.Asked(spot, tried, ask(entry.path("ask")));
    if (error == null) return new Entry.Succeeded(spot, tried, entry.path("out"));
    return new Entry.Failed(
        spot,
        tried,
        ErrorClass.parse(error.path("kind").asText()),
        error.path("message").asText(),
        instant(error.get("next")),
        error.path("refused").asBoolean());
  }

  /// A step by its id and the turns of the loops around it.
  public static Spot spot(Plan plan, String step, String turns) {
    var indexes = new ArrayList<Integer>();
    if (!turns.isEmpty())
      for (var turn : turns.split("[.]", -1)) indexes.add(Integer.parseInt(turn));
    return new Spot(plan.indexOf(step), indexes);
  }

  private static Ask ask(JsonNode ask) {
    return new Ask(
        Ask.Kind.valueOf(ask.path("kind").asText()),
        instant(ask.get("until")),
        ask.path("failsWhenOver").asBoolean(),
        ask.path("details"));
  }

  private static Tried tried(JsonNode entry) {
    var log = new ArrayList<String>();
    for (var line : entry.path("log")) log.add(line.asText());
    return new Tried(
        entry.path("attempt").asInt(),
        Instant.parse(entry.path("at").asText()),
        Duration.ofNanos(entry.path("took").asLong() * 1_000),
        entry.get("in"),
        log,
        entry.path("error").get("answer"));
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
