package io.interline.api;

import io.interline.flow.CauseId;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.DeadLetters.Status;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Messages that could not be worked on, to replay or to discard.
@RestController
@RequestMapping("/api/v1/dead-letters")
@Tag(name = "Dead letters", description = "Messages whose run failed for good")
class DeadLettersController {

  private static final String ANY = "any";
  private static final int MAX_AT_ONCE = 1_000;

  private final DeadLetters letters;

  DeadLettersController(DeadLetters letters) {
    this.letters = letters;
  }

  @GetMapping
  @Operation(
      summary = "Dead letters, newest first",
      description = "status is one of open, replayed, discarded, any")
  PageView<DeadLetterView> find(
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String environment,
      @RequestParam(defaultValue = "open") String status,
      @RequestParam(required = false) @Nullable String errorClass,
      @RequestParam(required = false) @Nullable String cause,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var filter = new FilterView(flow, environment, errorClass, cause, from, until, text);
    var query =
        new DeadLetterQuery(
            filter.read(),
            status.equals(ANY) ? null : Parameters.filter(Status.class, "status", status),
            cursor,
            Parameters.limit(limit));
    return PageView.of(letters.find(query), DeadLetterView::of);
  }

  @GetMapping("/causes")
  @Operation(
      summary = "What open dead letters have in common, the most frequent first, at most 100",
      description = "A cause is flow, step, error class, and the message without numbers and ids")
  ListView<CauseView> causes(
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String environment,
      @RequestParam(required = false) @Nullable String errorClass,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String text) {
    var filter = new FilterView(flow, environment, errorClass, null, from, until, text);
    return new ListView<>(letters.groups(filter.read()).stream().map(CauseView::of).toList());
  }

  @GetMapping("/{run}")
  @Operation(summary = "One dead letter, with its message")
  DeadLetterDetailView get(@PathVariable String run) {
    var found = letters.get(Parameters.run(run));
    return new DeadLetterDetailView(
        DeadLetterView.of(found.letter()), new JsonText(found.payload()));
  }

  @PostMapping("/{run}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Work on a message again",
      description =
          "As a new run: as it came, or as edited when a payload is sent. Fields shown masked and"
              + " left so keep their stored value. `from` is start (the default) or failed_step,"
              + " `on` is deployed (the default) or same: the version that failed. An edited"
              + " message is replayed from the start on the version now deployed")
  ReplayView replay(
      @PathVariable String run, @RequestBody(required = false) @Nullable Replay body) {
    var id = Parameters.run(run);
    var payload = body == null ? null : JsonText.text(body.payload());
    var from = body == null ? ReplayFrom.START : ReplaysController.from(body.from());
    var on = body == null ? ReplayOn.DEPLOYED : ReplaysController.on(body.on());
    if (payload == null) return new ReplayView(letters.replay(id, from, on).toString());
    if (from != ReplayFrom.START || on != ReplayOn.DEPLOYED)
      throw new DomainException(
          Kind.INVALID,
          "edited-from-start",
          "An edited message is replayed from the start on the version now deployed.");
    return new ReplayView(letters.replay(id, payload).toString());
  }

  @PostMapping("/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Replay many as they came; those not open any more are passed over")
  ReplaysView replayAll(@RequestBody ReplayMany body) {
    var wanted = body.runs() == null ? List.<String>of() : body.runs();
    if (wanted.isEmpty() || wanted.size() > MAX_AT_ONCE)
      throw new DomainException(
          Kind.INVALID, "runs-missing", "Name 1 to " + MAX_AT_ONCE + " runs in 'runs'.");
    var started = letters.replayAll(wanted.stream().map(Parameters::run).toList());
    return new ReplaysView(started.stream().map(Object::toString).toList());
  }

  @PostMapping("/{run}/discard")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Give up a message on purpose, with the reason")
  void discard(@PathVariable String run, @RequestBody Discard body) {
    var id = Parameters.run(run);
    if (body.reason() == null || body.reason().isBlank())
      throw new DomainException(
          Kind.INVALID, "reason-missing", "Say in 'reason' why the message is given up.");
    letters.discard(id, body.reason());
  }

  record Replay(@Nullable JsonText payload, @Nullable String from, @Nullable String on) {}

  /// A filter of letters, as texts.
  record FilterView(
      @Nullable String flow,
      @Nullable String environment,
      @Nullable String errorClass,
      @Nullable String cause,
      @Nullable String from,
      @Nullable String until,
      @Nullable String text) {

    LetterFilter read() {
      return new LetterFilter(
          Parameters.flowFilter(flow),
          Parameters.filter(Environment.class, "environment", environment),
          errorClass,
          id(cause),
          Parameters.instant("from", from),
          Parameters.instant("until", until),
          text);
    }

    private static @Nullable CauseId id(@Nullable String text) {
      try {
        return text == null ? null : CauseId.parse(text);
      } catch (IllegalArgumentException e) {
        throw Parameters.invalid("cause", "'" + text + "' is no id of a cause");
      }
    }

    static FilterView of(LetterFilter filter) {
      return new FilterView(
          text(filter.flow()),
          filter.environment() == null ? null : filter.environment().id(),
          filter.errorClass(),
          text(filter.cause()),
          text(filter.diedFrom()),
          text(filter.diedUntil()),
          filter.text());
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  record CauseView(
      String cause,
      String flow,
      String flowTitle,
      String step,
      String errorClass,
      String label,
      long letters,
      Instant firstAt,
      Instant lastAt,
      String sample) {

    static CauseView of(CauseGroup group) {
      return new CauseView(
          group.cause().toString(),
          group.flow().value(),
          group.flowTitle(),
          group.step(),
          group.errorClass(),
          group.label(),
          group.letters(),
          group.firstAt(),
          group.lastAt(),
          group.sample().toString());
    }
  }

  record ReplayMany(@Nullable List<String> runs) {}

  record Discard(@Nullable String reason) {}

  record ReplayView(String runId) {}

  record ReplaysView(List<String> runIds) {}

  record DeadLetterDetailView(DeadLetterView letter, JsonText payload) {}

  record DeadLetterView(
      String run,
      String flow,
      String flowTitle,
      int version,
      String environment,
      String status,
      String step,
      String errorClass,
      String message,
      Instant acceptedAt,
      Instant diedAt,
      @Nullable String replayedAs) {

    static DeadLetterView of(DeadLetter letter) {
      return new DeadLetterView(
          letter.run().toString(),
          letter.flow().value(),
          letter.flowTitle(),
          letter.version(),
          letter.environment().id(),
          Parameters.id(letter.status()),
          letter.step(),
          letter.errorClass(),
          letter.message(),
          letter.acceptedAt(),
          letter.diedAt(),
          RunsController.id(letter.replayedAs()));
    }
  }
}
