package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.flow.FlowId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block of a flow. Blocks nest; every scope, join and branch is valid by construction.
public sealed interface Step {

  /// What all blocks have.
  Head head();

  /// Unique within the document; the name under which later steps find the output.
  default String id() {
    return head().id();
  }

  /// @param title shown instead of the id, if given
  /// @param disabled passed over when the flow runs; its output is then null
  record Head(String id, @Nullable String title, @Nullable String note, boolean disabled) {}

  /// Calls an operation of a connector.
  ///
  /// @param with input; text in it may be a literal or hold `${…}`
  /// @param timeout of one attempt
  /// @param compensate undoes the step when its scope fails for good after it succeeded
  record Use(
      Head head,
      OperationRef use,
      @Nullable String connection,
      JsonNode with,
      @Nullable Retry retry,
      @Nullable Duration timeout,
      List<Step> compensate)
      implements Step {
    public Use {
      compensate = List.copyOf(compensate);
    }
  }

  /// Makes a value by JSLT.
  record Map(Head head, String jslt) implements Step {}

  /// Fails the run, for good, unless a value fits a schema.
  ///
  /// @param schema JSON Schema 2020-12
  /// @param value `${…}`; the message itself when absent
  record Validate(Head head, JsonNode schema, @Nullable String value) implements Step {}

  /// Goes the first way whose condition holds.
  record Switch(Head head, List<Case> cases) implements Step {
    public Switch {
      cases = List.copyOf(cases);
    }
  }

  /// @param title what the canvas writes on the way, if given
  /// @param when `${…}`; absent for the last case, otherwise
  record Case(@Nullable String title, @Nullable String when, List<Step> steps) {
    public Case {
      steps = List.copyOf(steps);
    }
  }

  /// Goes all ways at once.
  record Parallel(Head head, Join join, List<Branch> branches) implements Step {
    public Parallel {
      branches = List.copyOf(branches);
    }
  }

  record Branch(@Nullable String title, List<Step> steps) {
    public Branch {
      steps = List.copyOf(steps);
    }
  }

  /// When a parallel block is done.
  enum Join {
    /// All branches succeeded; the first failure fails it.
    ALL,
    /// One branch succeeded; the others are left.
    ANY,
    /// All branches ended, however.
    SETTLED
  }

  /// Runs its steps once for each item of a list. Inside, the block's id gives `item` and `index`.
  ///
  /// @param items `${…}` that gives a list
  /// @param concurrency items at work at once, at least 1
  /// @param tolerated items that may fail before the block does; none, for a block that stops at
  ///     the first
  record ForEach(Head head, String items, int concurrency, int tolerated, List<Step> steps)
      implements Step {
    public ForEach {
      steps = List.copyOf(steps);
    }
  }

  /// Runs its steps again until a condition holds. Inside, the block's id gives `index` and, from
  /// the second turn on, `last`, what the turn before put out.
  ///
  /// @param until `${…}`, looked at after each turn; absent to make all turns
  /// @param max turns; when the condition does not hold by then, the block fails
  record Repeat(Head head, @Nullable String until, int max, List<Step> steps) implements Step {
    public Repeat {
      steps = List.copyOf(steps);
    }
  }

  /// Catches the failure of its steps.
  ///
  /// @param caught run when `steps` failed, and see `.error`; absent to let the failure through
  /// @param last run in the end, however it came
  record Try(Head head, List<Step> steps, @Nullable List<Step> caught, List<Step> last)
      implements Step {
    public Try {
      steps = List.copyOf(steps);
      caught = caught == null ? null : List.copyOf(caught);
      last = List.copyOf(last);
    }
  }

  /// Waits; the run leaves memory meanwhile.
  record Wait(Head head, Pause pause) implements Step {}

  /// What a run waits for. Texts are literals or hold `${…}`.
  sealed interface Pause {

    /// @param duration as in ISO 8601
    record Delay(String duration) implements Pause {}

    /// @param time as in ISO 8601, with zone or offset
    record Until(String time) implements Pause {}

    /// @param name of the event
    /// @param key which of the events of that name
    record Event(String name, String key, Patience patience) implements Pause {}

    /// @param roles of which one decides, by name; empty for everybody who may operate runs
    /// @param message to those who decide
    /// @param failsWhenRejected else the flow goes on, and sees the decision
    record Approval(
        Set<String> roles, @Nullable String message, boolean failsWhenRejected, Patience patience)
        implements Pause {
      public Approval {
        roles = Set.copyOf(roles);
      }
    }
  }

  /// How long an answer is waited for.
  ///
  /// @param timeout absent to wait for ever
  /// @param failsWhenOver else the flow goes on, and sees `timedOut`
  record Patience(@Nullable Duration timeout, boolean failsWhenOver) {}

  /// Runs another flow of the tenant in the same environment.
  ///
  /// @param flow its id
  /// @param version absent for the one that is deployed when the step begins
  /// @param with the message for it
  /// @param waits for its end, and takes its result for output
  record SubFlow(Head head, FlowId flow, @Nullable Integer version, JsonNode with, boolean waits)
      implements Step {}

  /// Answers the caller of a webhook, who waits.
  ///
  /// @param status a number, or `${…}`
  /// @param headers object of texts
  record Respond(Head head, JsonNode status, JsonNode headers, @Nullable JsonNode body)
      implements Step {}

  /// A list of steps inside a block.
  ///
  /// @param at from the block, for example `/switch/0/do`
  record Lane(Kind kind, JsonPointer at, List<Step> steps) {

    /// When the steps of a lane run.
    public enum Kind {
      /// One way of a switch is gone.
      WAY,
      /// All branches of a parallel block are gone.
      BRANCH,
      /// Once a turn of a loop.
      TURN,
      TRY,
      CATCH,
      FINALLY,
      COMPENSATION
    }
  }

  /// The lists of steps inside, in the order of the document.
  default List<Lane> lanes() {
    return Lanes.of(this);
  }

  /// Ends the run on purpose.
  ///
  /// @param message text or `${…}`
  record Stop(Head head, boolean success, @Nullable String message) implements Step {}

  /// When and how often a step is tried again.
  ///
  /// @param max tries after the first
  /// @param within no try begins later than this after the first; absent for no such bound
  record Retry(
      int max,
      Duration first,
      double factor,
      Duration ceiling,
      Set<Cause> on,
      @Nullable Duration within) {
    public Retry {
      on = Set.copyOf(on);
    }

    /// What is tried again unless the step says otherwise: six times, 1 s doubling to 5 min, full
    /// jitter.
    public static final Retry STANDARD =
        new Retry(
            6,
            Duration.ofSeconds(1),
            2,
            Duration.ofMinutes(5),
            Set.of(Cause.TRANSIENT, Cause.THROTTLED),
            null);

    public enum Cause {
      TRANSIENT,
      THROTTLED
    }
  }
}
