package io.interline.api;

import io.interline.api.DeadLettersController.CauseView;
import io.interline.api.DeadLettersController.FilterView;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.ReplayId;
import io.interline.flow.Replays;
import io.interline.flow.Replays.DryRun;
import io.interline.flow.Replays.Part;
import io.interline.flow.Replays.Replay;
import io.interline.flow.Replays.ReplayOrder;
import io.interline.tenant.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Replays of many dead letters, in the background.
@RestController
@RequestMapping("/api/v1/replays")
@Tag(name = "Replays", description = "Replays of many dead letters, at a rate")
class ReplaysController {

  private static final int DEFAULT_RATE = 50;

  private final Replays replays;

  ReplaysController(Replays replays) {
    this.replays = replays;
  }

  @GetMapping
  @Operation(summary = "The newest 50 replays")
  ListView<JobView> list() {
    return new ListView<>(replays.list().stream().map(JobView::of).toList());
  }

  @GetMapping("/{id}")
  @Operation(summary = "One replay and how far it is")
  JobView get(@PathVariable String id) {
    return JobView.of(replays.get(id(id)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Replay all open dead letters that a filter finds",
      description =
          "`from` is start (the default) or failed_step; `on` is deployed (the default) or same;"
              + " `perSecond` is 1 to 1000, 50 unless said. Each letter makes one run")
  JobView start(@RequestBody Order body) {
    return JobView.of(replays.start(body.read()));
  }

  @PostMapping("/dry-run")
  @Operation(summary = "What a replay would do, without doing it")
  DryRunView dryRun(@RequestBody Order body) {
    return DryRunView.of(replays.dryRun(body.read()));
  }

  @PostMapping("/{id}/pause")
  @Operation(summary = "Pause a replay")
  JobView pause(@PathVariable String id) {
    return JobView.of(replays.pause(id(id)));
  }

  @PostMapping("/{id}/resume")
  @Operation(summary = "Go on with a replay that was paused")
  JobView resume(@PathVariable String id) {
    return JobView.of(replays.resume(id(id)));
  }

  @PostMapping("/{id}/cancel")
  @Operation(summary = "End a replay; letters that it did not come to stay open")
  JobView cancel(@PathVariable String id) {
    return JobView.of(replays.cancel(id(id)));
  }

  private static ReplayId id(String path) {
    try {
      return ReplayId.parse(path);
    } catch (IllegalArgumentException e) {
      throw DomainException.notFound("replay", path);
    }
  }

  static ReplayFrom from(@Nullable String text) {
    return Objects.requireNonNullElse(
        Parameters.filter(ReplayFrom.class, "from", text), ReplayFrom.START);
  }

  static ReplayOn on(@Nullable String text) {
    return Objects.requireNonNullElse(
        Parameters.filter(ReplayOn.class, "on", text), ReplayOn.DEPLOYED);
  }

  record Order(
      @Nullable FilterView filter,
      @Nullable String from,
      @Nullable String on,
      @Nullable Integer perSecond) {

    ReplayOrder read() {
      return new ReplayOrder(
          filter == null ? LetterFilter.ALL : filter.read(),
          ReplaysController.from(from),
          ReplaysController.on(on),
          perSecond == null ? DEFAULT_RATE : perSecond);
    }
  }

  record JobView(
      String id,
      String state,
      FilterView filter,
      String from,
      String on,
      int perSecond,
      Instant createdAt,
      String createdBy,
      @Nullable Instant endedAt,
      int total,
      int replayed,
      int passedOver,
      @Nullable String problem) {

    static JobView of(Replay replay) {
      var order = replay.order();
      return new JobView(
          replay.id().toString(),
          Parameters.id(replay.state()),
          FilterView.of(order.filter()),
          Parameters.id(order.from()),
          Parameters.id(order.on()),
          order.perSecond(),
          replay.createdAt(),
          replay.createdBy(),
          replay.endedAt(),
          replay.total(),
          replay.replayed(),
          replay.passedOver(),
          replay.problem());
    }
  }

  record DryRunView(
      long letters,
      long ready,
      long atLeastSeconds,
      List<PartView> parts,
      List<CauseView> causes,
      List<CircuitsController.CircuitView> connections) {

    static DryRunView of(DryRun plan) {
      return new DryRunView(
          plan.letters(),
          plan.ready(),
          plan.atLeast().toSeconds(),
          plan.parts().stream().map(PartView::of).toList(),
          plan.causes().stream().map(CauseView::of).toList(),
          plan.connections().stream().map(CircuitsController.CircuitView::of).toList());
    }
  }

  record PartView(
      String flow,
      String flowTitle,
      String environment,
      int version,
      long letters,
      @Nullable Integer runsOn,
      @Nullable String hindrance) {

    static PartView of(Part part) {
      return new PartView(
          part.flow().value(),
          part.flowTitle(),
          part.environment().id(),
          part.version(),
          part.letters(),
          part.runsOn(),
          part.hindrance());
    }
  }
}
