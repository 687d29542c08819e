package io.interline.flow.internal.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.RunId;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/// How a run begins that works on a part of a loop's items, or undoes what such a run did: from the
/// journal of the run with the loop, so that neither items nor what came before them are kept
/// twice. Its message is
///
/// ```json
/// {"loop": "lines", "first": 1000, "count": 1000,
///  "path": [{"run": "…", "step": "lines.part", "turns": "1"}]}
/// ```
///
/// where `path` leads to it from the run that a message began, and one that undoes has `undo`, the
/// run that worked, in place of `first` and `count`.
public final class PartOrigin {

  private final Plan plan;
  private final EntryCodec codec;
  private final Past past;

  /// Reads runs of the same tenant.
  @FunctionalInterface
  public interface Past {
    Told of(RunId run);
  }

  /// What a run told so far.
  public record Told(JsonNode message, List<byte[]> parts) {
    public Told {
      parts = List.copyOf(parts);
    }
  }

  /// @param plan of all these runs
  public PartOrigin(Plan plan, EntryCodec codec, Past past) {
    this.plan = plan;
    this.codec = codec;
    this.past = past;
  }

  /// The message of a run that is started.
  ///
  /// @param task see [RunState#task]
  /// @param of the message of the run that starts it
  /// @param isPart whether that one works on a part itself
  public static ObjectNode message(
      ObjectNode task, JsonNode of, boolean isPart, RunId run, Side.Place place) {
    var message = task.deepCopy();
    var path = message.putArray("path");
    if (isPart && of.path("path") instanceof ArrayNode before) path.addAll(before);
    path.addObject()
        .put("run", run.toString())
        .put("step", place.step())
        .put("turns", place.turns());
    return message;
  }

  /// @param message of the run
  public Transition begin(JsonNode message) {
    Transition begun = null;
    for (var link : message.path("path")) {
      var told = past.of(RunId.parse(link.path("run").asText()));
      if (begun == null) begun = RunLogic.begin(plan, told.message());
      var asked = asked(link);
      var then = RunLogic.fold(begun.state(), until(asked, codec.read(plan, told.parts())));
      begun = RunLogic.beginPart(then, asked);
    }
    if (begun == null) throw new IllegalArgumentException("no message of a part: " + message);
    if (!message.has("undo")) return begun;
    var done = past.of(RunId.parse(message.path("undo").asText()));
    return RunLogic.beginUndoing(RunLogic.fold(begun.state(), codec.read(plan, done.parts())));
  }

  /// Where the run that worked was asked for, also of one that undoes.
  private Spot asked(JsonNode link) {
    var spot = EntryCodec.spot(plan, link.path("step").asText(), link.path("turns").asText());
    var node = (Node.Part) plan.node(spot.step());
    if (!node.undoes()) return spot;
    return new Spot(plan.scope(node.place().scope()).opener(), spot.turns());
  }

  private static List<Entry> until(Spot asked, List<Entry> entries) {
    var before = new ArrayList<Entry>();
    for (var entry : entries) {
      before.add(entry);
      if (entry instanceof Entry.Asked some && some.spot().equals(asked)) return before;
    }
    throw new IllegalStateException("the run with the loop did not ask at " + asked);
  }
}
