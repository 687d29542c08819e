package io.interline.flow.internal.core;

import io.interline.flow.internal.core.RunLogicTest.Case;
import java.util.List;

/// Tables for loops, scopes that catch, waits, calls of flows, undoing and cancelling.
final class BlockCases {

  private static final String CALL = "use: http@1/request, with: {}";

  private static final String EACH =
      """
      steps:
        - id: lines
          forEach: "${.order.lines}"
          concurrency: 2
          do: [ { id: a, CALL }, { id: b, map: . } ]
        - { id: z, map: . }
      """
          .replace("CALL", CALL);

  private static final String EACH_TOLERANT =
      EACH.replace("concurrency: 2", "concurrency: 2\n    maxFailures: 1");

  private static final String NESTED_LOOPS =
      """
      steps:
        - id: outer
          forEach: "${.order.lines}"
          do:
            - id: inner
              forEach: "${.outer.item}"
              do: [ { id: a, CALL } ]
      """
          .replace("CALL", CALL);

  private static final String NOTHING_INSIDE =
      """
      steps:
        - id: lines
          forEach: "${.order.lines}"
          do: [ { id: a, disabled: true, map: . } ]
      """;

  private static final String REPEAT =
      """
      steps:
        - id: page
          repeat: { until: "${.page.last.done}", max: 3 }
          do: [ { id: a, CALL } ]
        - { id: z, map: . }
      """
          .replace("CALL", CALL);

  private static final String REPEAT_TWICE =
      REPEAT.replace("until: \"${.page.last.done}\", max: 3", "max: 2");

  private static final String TRY =
      """
      steps:
        - id: guard
          try: [ { id: a, CALL } ]
          catch: [ { id: c, CALL } ]
          finally: [ { id: f, CALL } ]
        - { id: z, map: . }
      """
          .replace("CALL", CALL);

  private static final String TRY_FINALLY =
      """
      steps:
        - id: guard
          try: [ { id: a, CALL } ]
          finally: [ { id: f, CALL } ]
      """
          .replace("CALL", CALL);

  private static final String WAIT =
      "steps: [ { id: w, wait: { for: duration, duration: PT1H } }, { id: z, map: . } ]";
  private static final String EVENT =
      "steps: [ { id: w, wait: { for: event, event: paid, key: k } }, { id: z, map: . } ]";
  private static final String SUB_FLOW =
      "steps: [ { id: s, flow: other, with: {} }, { id: z, map: . } ]";

  private static final String WAIT_BESIDE =
      """
      steps:
        - id: p
          parallel:
            join: any
            branches:
              - do: [ { id: w, wait: { for: event, event: paid, key: k } } ]
              - do: [ { id: a, CALL } ]
      """
          .replace("CALL", CALL);

  private static final String RESPOND =
      "steps: [ { id: r, respond: { status: 201 } }, { id: z, map: . } ]";

  private static final String UNDO = ", compensate: [ { id: undoNAME, " + CALL + " } ] }";

  private static String undone(String id) {
    return "{ id: "
        + id
        + ", "
        + CALL
        + UNDO.replace("NAME", id.toUpperCase(java.util.Locale.ROOT));
  }

  private static final String SAGA =
      "steps: [ "
          + undone("a")
          + ", "
          + undone("b")
          + ", { id: c, "
          + CALL
          + " } ]\n"
          + "onError: [ { id: tell, map: . } ]";

  private static final String SAGA_SIDE_BY_SIDE =
      """
      steps:
        - id: p
          parallel:
            join: JOIN
            branches:
              - do: [ UNDONE_A, { id: a2, CALL } ]
              - do: [ UNDONE_B ]
      """
          .replace("UNDONE_A", undone("a"))
          .replace("UNDONE_B", undone("b"))
          .replace("CALL", CALL);

  private static final String SAGA_IN_TRY =
      """
      steps:
        - UNDONE_A
        - id: guard
          try: [ UNDONE_B, { id: c, CALL } ]
          catch: [ { id: d, map: . } ]
        - { id: z, CALL }
      """
          .replace("UNDONE_A", undone("a"))
          .replace("UNDONE_B", undone("b"))
          .replace("CALL", CALL);

  private static final String SAGA_IN_LOOP =
      """
      steps:
        - id: lines
          forEach: "${.order.lines}"
          do: [ UNDONE_A ]
        - { id: z, CALL }
      """
          .replace("UNDONE_A", undone("a"))
          .replace("CALL", CALL);

  private static final String STOP_IN_BRANCH =
      """
      steps:
        - UNDONE_A
        - id: p
          parallel:
            branches:
              - do: [ { id: halt, stop: { outcome: fail, message: bad } } ]
              - do: [ UNDONE_B ]
      """
          .replace("UNDONE_A", undone("a"))
          .replace("UNDONE_B", undone("b"));

  private BlockCases() {}

  static List<Case> all() {
    return List.of(
        new Case(
            "a turn for each item, so many at once",
            EACH,
            "-> begin lines #1",
            "items lines 3 -> begin a[0] #1, begin a[1] #1",
            "ok a[1] -> begin b[1] #1",
            "ok b[1] -> begin a[2] #1",
            "ok a[0] -> begin b[0] #1",
            "ok b[0] -> ",
            "ok a[2] -> begin b[2] #1",
            "ok b[2] -> begin z #1",
            "ok z -> succeeded"),
        new Case("no items", EACH, "-> begin lines #1", "items lines 0 -> begin z #1"),
        new Case(
            "a turn that fails ends the loop, and leaves the others",
            EACH,
            "-> begin lines #1",
            "items lines 3 -> begin a[0] #1, begin a[1] #1",
            "fail a[1] transient -> wait a[1] 500 ms",
            "due a[1] -> begin a[1] #2",
            "fail a[0] permanent -> leave a[1], dead at a permanent",
            "ok a[1] -> "),
        new Case(
            "some items may fail",
            EACH_TOLERANT,
            "-> begin lines #1",
            "items lines 3 -> begin a[0] #1, begin a[1] #1",
            "fail a[1] permanent -> begin a[2] #1",
            "ok a[0] -> begin b[0] #1",
            "ok b[0] -> ",
            "ok a[2] -> begin b[2] #1",
            "ok b[2] -> begin z #1"),
        new Case(
            "but no more than that",
            EACH_TOLERANT,
            "-> begin lines #1",
            "items lines 3 -> begin a[0] #1, begin a[1] #1",
            "fail a[1] permanent -> begin a[2] #1",
            "fail a[0] permanent -> leave a[2], dead at a permanent"),
        new Case(
            "items that cannot be found",
            EACH,
            "-> begin lines #1",
            "fail lines mapping -> dead at lines mapping"),
        new Case(
            "loops in loops",
            NESTED_LOOPS,
            "-> begin outer #1",
            "items outer 2 -> begin inner[0] #1",
            "items inner[0] 2 -> begin a[0.0] #1",
            "ok a[0.0] -> begin a[0.1] #1",
            "ok a[0.1] -> begin inner[1] #1",
            "items inner[1] 1 -> begin a[1.0] #1",
            "ok a[1.0] -> succeeded"),
        new Case(
            "turns that do nothing",
            NOTHING_INSIDE,
            "-> begin lines #1",
            "items lines 50000 -> succeeded"),
        new Case(
            "repeats until the condition holds",
            REPEAT,
            "-> begin a[0] #1",
            "ok a[0] -> begin page #1",
            "again page true -> begin a[1] #1",
            "ok a[1] -> begin page #2",
            "again page false -> begin z #1"),
        new Case(
            "a condition that never holds",
            REPEAT,
            "-> begin a[0] #1",
            "ok a[0] -> begin page #1",
            "again page true -> begin a[1] #1",
            "ok a[1] -> begin page #2",
            "again page true -> begin a[2] #1",
            "ok a[2] -> begin page #3",
            "again page true -> dead at page limit"),
        new Case(
            "repeats so many times",
            REPEAT_TWICE,
            "-> begin a[0] #1",
            "ok a[0] -> begin a[1] #1",
            "ok a[1] -> begin z #1"),
        new Case(
            "a turn that fails ends the repeat",
            REPEAT,
            "-> begin a[0] #1",
            "fail a[0] permanent -> dead at a permanent"),
        new Case(
            "nothing to catch", TRY, "-> begin a #1", "ok a -> begin f #1", "ok f -> begin z #1"),
        new Case(
            "a failure is caught",
            TRY,
            "-> begin a #1",
            "fail a permanent -> begin c #1",
            "ok c -> begin f #1",
            "ok f -> begin z #1"),
        new Case(
            "catching fails",
            TRY,
            "-> begin a #1",
            "fail a permanent -> begin c #1",
            "fail c validation -> begin f #1",
            "ok f -> dead at c validation"),
        new Case(
            "the last steps fail",
            TRY,
            "-> begin a #1",
            "ok a -> begin f #1",
            "fail f permanent -> dead at f permanent"),
        new Case(
            "the last steps run before a failure goes on",
            TRY_FINALLY,
            "-> begin a #1",
            "fail a permanent -> begin f #1",
            "ok f -> dead at a permanent"),
        new Case(
            "a failure of the last steps does not hide the first",
            TRY_FINALLY,
            "-> begin a #1",
            "fail a permanent -> begin f #1",
            "fail f validation -> dead at a permanent"),
        new Case(
            "waits for a time",
            WAIT,
            "-> begin w #1",
            "ask w TIME 3600000 -> ask w TIME, wait w 3600000 ms",
            "early w -> ",
            "due w -> begin z #1"),
        new Case(
            "waits for an event",
            EVENT,
            "-> begin w #1",
            "ask w EVENT -> ask w EVENT, wait w",
            "due w -> ",
            "answer w paid -> begin z #1",
            "answer w again -> "),
        new Case(
            "no event in time",
            EVENT,
            "-> begin w #1",
            "ask w EVENT 1000 -> ask w EVENT, wait w 1000 ms",
            "due w -> dead at w timeout"),
        new Case(
            "goes on without the event",
            EVENT,
            "-> begin w #1",
            "ask w EVENT 1000 lenient -> ask w EVENT, wait w 1000 ms",
            "due w -> begin z #1"),
        new Case(
            "approved",
            EVENT,
            "-> begin w #1",
            "ask w APPROVAL -> ask w APPROVAL, wait w",
            "answer w approved -> begin z #1"),
        new Case(
            "rejected",
            EVENT,
            "-> begin w #1",
            "ask w APPROVAL -> ask w APPROVAL, wait w",
            "answer w rejected -> dead at w rejected"),
        new Case(
            "rejected, and the flow goes on",
            EVENT,
            "-> begin w #1",
            "ask w APPROVAL lenient -> ask w APPROVAL, wait w",
            "answer w rejected -> begin z #1"),
        new Case(
            "a wait is left with its branch",
            WAIT_BESIDE,
            "-> begin w #1, begin a #1",
            "ask w EVENT -> ask w EVENT, wait w",
            "ok a -> leave w EVENT, succeeded"),
        new Case(
            "calls a flow",
            SUB_FLOW,
            "-> begin s #1",
            "ask s RUN -> ask s RUN, wait s",
            "answer s SUCCEEDED -> begin z #1"),
        new Case(
            "the flow that is called fails",
            SUB_FLOW,
            "-> begin s #1",
            "ask s RUN -> ask s RUN, wait s",
            "answer s DEAD -> dead at s flow-failed"),
        new Case(
            "starts a flow and goes on",
            SUB_FLOW,
            "-> begin s #1",
            "ask s START -> ask s START, begin z #1"),
        new Case("answers", RESPOND, "-> begin r #1", "ok r -> respond, begin z #1"),
        new Case(
            "calls are undone in reverse order, then the flow fails",
            SAGA,
            "-> begin a #1",
            "ok a -> begin b #1",
            "ok b -> begin c #1",
            "fail c permanent -> begin undoB #1",
            "fail undoB transient -> wait undoB 500 ms",
            "due undoB -> begin undoB #2",
            "ok undoB -> begin undoA #1",
            "ok undoA -> begin tell #1",
            "ok tell -> dead at c permanent"),
        new Case(
            "undoing that fails hinders no other",
            SAGA,
            "-> begin a #1",
            "ok a -> begin b #1",
            "ok b -> begin c #1",
            "fail c permanent -> begin undoB #1",
            "fail undoB permanent -> begin undoA #1",
            "ok undoA -> begin tell #1",
            "ok tell -> dead at c permanent"),
        new Case(
            "a call that is out is awaited, and undone",
            SAGA_SIDE_BY_SIDE.replace("JOIN", "all"),
            "-> begin a #1, begin b #1",
            "ok a -> begin a2 #1",
            "fail a2 permanent -> ",
            "ok b -> begin undoB #1",
            "ok undoB -> begin undoA #1",
            "ok undoA -> dead at a2 permanent"),
        new Case(
            "a call that is out fails by itself",
            SAGA_SIDE_BY_SIDE.replace("JOIN", "all"),
            "-> begin a #1, begin b #1",
            "ok a -> begin a2 #1",
            "fail a2 permanent -> ",
            "fail b transient -> begin undoA #1",
            "ok undoA -> dead at a2 permanent"),
        new Case(
            "a branch that others do without undoes its own",
            SAGA_SIDE_BY_SIDE.replace("JOIN", "settled"),
            "-> begin a #1, begin b #1",
            "ok a -> begin a2 #1",
            "fail a2 permanent -> begin undoA #1",
            "ok undoA -> ",
            "ok b -> succeeded"),
        new Case(
            "what is caught is undone before it is caught",
            SAGA_IN_TRY,
            "-> begin a #1",
            "ok a -> begin b #1",
            "ok b -> begin c #1",
            "fail c permanent -> begin undoB #1",
            "ok undoB -> begin d #1",
            "ok d -> begin z #1",
            "fail z permanent -> begin undoA #1",
            "ok undoA -> dead at z permanent"),
        new Case(
            "turns of a loop are undone",
            SAGA_IN_LOOP,
            "-> begin lines #1",
            "items lines 2 -> begin a[0] #1",
            "ok a[0] -> begin a[1] #1",
            "ok a[1] -> begin z #1",
            "fail z permanent -> begin undoA[1] #1",
            "ok undoA[1] -> begin undoA[0] #1",
            "ok undoA[0] -> dead at z permanent"),
        new Case(
            "a stop that fails undoes",
            STOP_IN_BRANCH,
            "-> begin a #1",
            "ok a -> begin halt #1, begin b #1",
            "ok halt -> ",
            "ok b -> begin undoB #1",
            "ok undoB -> begin undoA #1",
            "ok undoA -> dead at halt stopped"),
        new Case(
            "cancelled at once",
            SAGA,
            "-> begin a #1",
            "ok a -> begin b #1",
            "cancel now -> leave b, cancelled: enough",
            "ok b -> "),
        new Case(
            "cancelled, and undone",
            SAGA,
            "-> begin a #1",
            "ok a -> begin b #1",
            "cancel undo -> ",
            "cancel undo -> ",
            "ok b -> begin undoB #1",
            "ok undoB -> begin undoA #1",
            "ok undoA -> cancelled: enough"),
        new Case(
            "cancelled while it undoes",
            SAGA,
            "-> begin a #1",
            "ok a -> begin b #1",
            "fail b permanent -> begin undoA #1",
            "cancel now -> leave undoA, cancelled: enough"),
        new Case(
            "cancelled while it waits for a flow that it called",
            SUB_FLOW,
            "-> begin s #1",
            "ask s RUN -> ask s RUN, wait s",
            "cancel undo -> leave s RUN, cancelled: enough"),
        new Case(
            "a large list is worked on in parts, one after another",
            EACH_TOLERANT.replace("maxFailures: 1", "maxFailures: 5"),
            "-> begin lines #1",
            "parts lines 5 2 -> begin lines.part[0] #1",
            "ask lines.part[0] RUN -> ask lines.part[0] RUN, wait lines.part[0]",
            "answer lines.part[0] WORKED -> begin lines.part[1] #1",
            "ask lines.part[1] RUN -> ask lines.part[1] RUN, wait lines.part[1]",
            "answer lines.part[1] WORKED -> begin lines.part[2] #1",
            "ask lines.part[2] RUN -> ask lines.part[2] RUN, wait lines.part[2]",
            "answer lines.part[2] WORKED -> begin z #1"),
        new Case(
            "a part that fails fails its loop, with the cause",
            EACH,
            "-> begin lines #1",
            "parts lines 5 2 -> begin lines.part[0] #1",
            "ask lines.part[0] RUN -> ask lines.part[0] RUN, wait lines.part[0]",
            "answer lines.part[0] BROKE -> dead at lines permanent"),
        new Case(
            "what parts did is undone in reverse order",
            SAGA_IN_LOOP,
            "-> begin lines #1",
            "parts lines 3 2 -> begin lines.part[0] #1",
            "ask lines.part[0] RUN -> ask lines.part[0] RUN, wait lines.part[0]",
            "answer lines.part[0] WORKED -> begin lines.part[1] #1",
            "ask lines.part[1] RUN -> ask lines.part[1] RUN, wait lines.part[1]",
            "answer lines.part[1] WORKED -> begin z #1",
            "fail z permanent -> begin lines.undo[1] #1",
            "ask lines.undo[1] RUN -> ask lines.undo[1] RUN, wait lines.undo[1]",
            "answer lines.undo[1] SUCCEEDED -> begin lines.undo[0] #1",
            "ask lines.undo[0] RUN -> ask lines.undo[0] RUN, wait lines.undo[0]",
            "answer lines.undo[0] SUCCEEDED -> dead at z permanent"),
        new Case(
            "a part at work is ended with its run, which waits until it is undone",
            SAGA_IN_LOOP,
            "-> begin lines #1",
            "parts lines 3 2 -> begin lines.part[0] #1",
            "ask lines.part[0] RUN -> ask lines.part[0] RUN, wait lines.part[0]",
            "cancel undo -> leave lines, leave lines.part[0] RUN",
            "answer lines.part[0] CANCELLED -> cancelled: enough"),
        new Case(
            "a part that had done its work when it was to end is undone",
            SAGA_IN_LOOP,
            "-> begin lines #1",
            "parts lines 3 2 -> begin lines.part[0] #1",
            "ask lines.part[0] RUN -> ask lines.part[0] RUN, wait lines.part[0]",
            "cancel undo -> leave lines, leave lines.part[0] RUN",
            "answer lines.part[0] WORKED -> begin lines.undo[0] #1",
            "ask lines.undo[0] RUN -> ask lines.undo[0] RUN, wait lines.undo[0]",
            "answer lines.undo[0] SUCCEEDED -> cancelled: enough"));
  }
}
