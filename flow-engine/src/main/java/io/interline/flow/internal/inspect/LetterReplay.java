package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.authoring.LiveFlows.LiveFlow;
import io.interline.flow.internal.core.TakeOver;
import io.interline.flow.internal.core.TakeOver.DoesNotFit;
import io.interline.flow.internal.core.TakeOver.Kept;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.Ingest.TakenOver;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.RunRef;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Makes a new run of a dead letter: one for each letter, however often it is asked. Needs no
/// caller.
@Component
class LetterReplay {

  private final LiveFlows flows;
  private final Plans plans;
  private final MessageReader messages;
  private final Journal journal;
  private final Ingest ingest;
  private final JdbcClient system;
  private final EntryCodec codec;

  LetterReplay(
      LiveFlows flows,
      Plans plans,
      MessageReader messages,
      Journal journal,
      Ingest ingest,
      @Qualifier("system") JdbcClient system) {
    this.flows = flows;
    this.plans = plans;
    this.messages = messages;
    this.journal = journal;
    this.ingest = ingest;
    this.system = system;
    this.codec = new EntryCodec();
  }

  /// What is to be replayed.
  record Letter(
      TenantId tenant, RunId run, FlowId flow, int version, Environment environment, String step) {

    static Letter of(TenantId tenant, DeadLetter letter) {
      return new Letter(
          tenant,
          letter.run(),
          letter.flow(),
          letter.version(),
          letter.environment(),
          letter.step());
    }
  }

  /// @param bytes the message
  /// @throws DomainException CONFLICT, code `not-deployed` or `does-not-fit`
  RunId send(Letter letter, byte[] bytes, ReplayFrom from, ReplayOn on) throws NotAccepting {
    var live = live(letter);
    int version = on == ReplayOn.SAME ? letter.version() : live.version();
    var plan = plan(letter, version);
    var tree = messages.reread(bytes);
    var message =
        new NewMessage(
            letter.tenant(),
            letter.flow(),
            version,
            letter.environment(),
            plan.title(),
            bytes,
            tree,
            letter.run(),
            terms(plan, tree, bytes.length));
    String key = "replay/" + letter.run();
    return switch (from) {
      case START -> ingest.acceptOnce(key, message);
      case FAILED_STEP -> ingest.takeOver(key, message, takenOver(letter, plan, tree));
    };
  }

  private static NewMessage.Terms terms(Plan plan, JsonNode message, int bytes) {
    try {
      return NewMessage.Terms.of(plan, message, bytes);
    } catch (ExpressionFailed e) {
      throw conflict(
          "key-failed",
          plan.redact().isEmpty()
              ? String.valueOf(e.getMessage())
              : "A key of the message cannot be made: its expression fails on the message.");
    }
  }

  /// The version that a replay would be of.
  ///
  /// @throws DomainException as [#send] does
  int check(Letter letter, ReplayFrom from, ReplayOn on) {
    var live = live(letter);
    int version = on == ReplayOn.SAME ? letter.version() : live.version();
    var plan = plan(letter, version);
    if (from == ReplayFrom.FAILED_STEP) {
      var stored = journal.load(new RunRef(letter.tenant(), letter.run(), 0, 0));
      takenOver(letter, plan, messages.reread(stored.payload()));
    }
    return version;
  }

  Plan plan(Letter letter, int version) {
    try {
      return plans.of(letter.tenant(), letter.flow(), version);
    } catch (Plans.UnknownPlan e) {
      throw conflict("not-deployed", String.valueOf(e.getMessage()));
    }
  }

  private LiveFlow live(Letter letter) {
    return flows
        .find(letter.tenant(), letter.flow(), letter.environment())
        .filter(LiveFlow::enabled)
        .orElseThrow(
            () ->
                conflict(
                    "not-deployed",
                    "Flow "
                        + letter.flow()
                        + " takes no messages in "
                        + letter.environment().id()
                        + " now; deploy or enable it there and replay again."));
  }

  private TakenOver takenOver(Letter letter, Plan plan, JsonNode message) {
    var ref = new RunRef(letter.tenant(), letter.run(), 0, 0);
    try {
      var was = plan(letter, letter.version());
      var entries = codec.read(was, journal.load(ref).parts());
      var kept = TakeOver.upToFailure(was, message, entries, letter.step());
      byte[] bytes = codec.write(was, kept.entries());
      var spot =
          EntryCodec.spot(plan, was.node(kept.failed().step()).id(), kept.failed().turnsText());
      TakeOver.check(plan, message, new Kept(codec.read(plan, List.of(bytes)), spot));
      var link = link(letter);
      return new TakenOver(
          link.origin() == null ? letter.run() : link.origin(), link.depth(), bytes);
    } catch (DoesNotFit e) {
      throw conflict("does-not-fit", e.getMessage() + " Replay it from the start.");
    } catch (NoSuchElementException e) {
      throw conflict(
          "does-not-fit",
          "The version has not all steps that the run did: "
              + e.getMessage()
              + ". Replay it from the start, or on its own version.");
    }
  }

  private record Link(@Nullable RunId origin, int depth) {}

  private Link link(Letter letter) {
    return system
        .sql("select origin, depth from run_link where tenant_id = ? and run_id = ?")
        .params(letter.tenant().value(), letter.run().value())
        .query(
            (row, _) -> {
              var origin = row.getObject("origin", UUID.class);
              return new Link(origin == null ? null : new RunId(origin), row.getInt("depth"));
            })
        .optional()
        .orElse(new Link(null, 0));
  }

  private static DomainException conflict(String code, String message) {
    return new DomainException(Kind.CONFLICT, code, message);
  }
}
