package io.interline.ui.testing;

import io.interline.flow.CauseId;
import io.interline.flow.DeadLetters;
import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Dead letters in memory, each with its run.
public final class FakeDeadLetters implements DeadLetters {

  private final FakeUser user;
  private final FakeRuns runs;
  private final Map<RunId, DeadLetter> letters = new LinkedHashMap<>();
  private final List<@Nullable String> payloads = new ArrayList<>();
  private final List<String> choices = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  public FakeDeadLetters(FakeUser user, FakeRuns runs) {
    this.user = user;
    this.runs = runs;
  }

  /// Adds a run that died.
  public RunId add(String message) {
    var run = runs.add(Runs.Status.DEAD);
    letters.put(run, letter(run, Status.OPEN, message, null));
    return run;
  }

  /// The payloads that were replayed; null for one that was not edited.
  public List<@Nullable String> payloads() {
    return payloads;
  }

  /// Why messages were discarded.
  public List<String> reasons() {
    return reasons;
  }

  private static DeadLetter letter(
      RunId run, Status status, String message, @Nullable RunId replayedAs) {
    return new DeadLetter(
        run,
        new FlowId("order-sync"),
        "Order sync",
        1,
        Environment.PRODUCTION,
        status,
        "send",
        "permanent",
        message,
        FakeRuns.NOON,
        FakeRuns.NOON.plusSeconds(1),
        replayedAs);
  }

  @Override
  public Page<DeadLetter> find(DeadLetterQuery query) {
    user.require(Permission.RUN_VIEW);
    return new Page<>(
        letters.values().stream()
            .filter(each -> query.status() == null || each.status() == query.status())
            .filter(each -> fits(each, query.filter()))
            .limit(query.limit())
            .toList(),
        null);
  }

  private static boolean fits(DeadLetter letter, LetterFilter filter) {
    return (filter.flow() == null || letter.flow().equals(filter.flow()))
        && (filter.environment() == null || letter.environment() == filter.environment())
        && (filter.cause() == null || cause(letter).equals(filter.cause()))
        && (filter.text() == null || letter.message().contains(filter.text()));
  }

  private static CauseId cause(DeadLetter letter) {
    return new CauseId(
        java.util.UUID.nameUUIDFromBytes(
            letter.message().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  /// Open letters that a filter finds.
  List<DeadLetter> open(LetterFilter filter) {
    return letters.values().stream()
        .filter(each -> each.status() == Status.OPEN && fits(each, filter))
        .toList();
  }

  @Override
  public List<CauseGroup> groups(LetterFilter filter) {
    user.require(Permission.RUN_VIEW);
    var groups = new LinkedHashMap<CauseId, List<DeadLetter>>();
    for (var letter : open(filter))
      groups.computeIfAbsent(cause(letter), _ -> new ArrayList<>()).add(letter);
    return groups.entrySet().stream()
        .map(
            group -> {
              var first = group.getValue().getFirst();
              return new CauseGroup(
                  group.getKey(),
                  first.flow(),
                  first.flowTitle(),
                  first.step(),
                  first.errorClass(),
                  first.message(),
                  group.getValue().size(),
                  first.diedAt(),
                  first.diedAt(),
                  first.run());
            })
        .sorted(java.util.Comparator.comparingLong(group -> -group.letters()))
        .toList();
  }

  @Override
  public RunId replay(RunId run, ReplayFrom from, ReplayOn on) {
    choices.add(from + " " + on);
    return replay(run, null);
  }

  /// Where and on what letters were replayed.
  public List<String> choices() {
    return choices;
  }

  @Override
  public long countOpen() {
    return letters.values().stream().filter(each -> each.status() == Status.OPEN).count();
  }

  @Override
  public DeadLetterDetail get(RunId run) {
    var letter = letters.get(run);
    if (letter == null) throw DomainException.notFound("dead letter", run);
    return new DeadLetterDetail(letter, "{\"orderId\":\"W-1\",\"total\":118.50}");
  }

  @Override
  public RunId replay(RunId run, @Nullable String payload) {
    user.require(Permission.RUN_REPLAY);
    var letter = get(run).letter();
    if (letter.status() != Status.OPEN)
      throw new DomainException(
          DomainException.Kind.CONFLICT,
          "not-open",
          "The message of run " + run + " was replayed or discarded already.");
    payloads.add(payload);
    var again = runs.add(Runs.Status.SUCCEEDED);
    letters.put(run, letter(run, Status.REPLAYED, letter.message(), again));
    return again;
  }

  @Override
  public List<RunId> replayAll(List<RunId> chosen) {
    return chosen.stream()
        .filter(run -> get(run).letter().status() == Status.OPEN)
        .map(run -> replay(run, null))
        .toList();
  }

  @Override
  public void discard(RunId run, String reason) {
    user.require(Permission.RUN_REPLAY);
    reasons.add(reason);
    letters.put(run, letter(run, Status.DISCARDED, get(run).letter().message(), null));
  }
}
