package io.interline.api;

import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterQuery;
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
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var query =
        new DeadLetterQuery(
            Parameters.flowFilter(flow),
            Parameters.filter(Environment.class, "environment", environment),
            status.equals(ANY) ? null : Parameters.filter(Status.class, "status", status),
            errorClass,
            cursor,
            Parameters.limit(limit));
    return PageView.of(letters.find(query), DeadLetterView::of);
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
          "As a new run on the version now deployed; as it came, or as edited when a payload is"
              + " sent. Fields shown masked and left so keep their stored value")
  ReplayView replay(
      @PathVariable String run, @RequestBody(required = false) @Nullable Replay body) {
    var id = Parameters.run(run);
    var payload = body == null ? null : JsonText.text(body.payload());
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

  record Replay(@Nullable JsonText payload) {}

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
