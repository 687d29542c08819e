package io.interline.flow.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables: a document, what happened, and what the core wants done after each line.
class RunLogicTest {

  private static final String CALL = ", use: http@1/request, with: {} }";

  private static final String LINE =
      "steps: [ { id: a, map: \". \" }, { id: b" + CALL + ", { id: c" + CALL + " ]";
  private static final String TWICE =
      "steps: [ { id: a"
          + CALL.replace(
              " }", ", retry: { max: 2, backoff: { first: PT2S, factor: 3, max: PT5S } } }")
          + " ]";
  private static final String ON_ERROR =
      "steps: [ { id: a"
          + CALL
          + " ]\nonError: [ { id: tell"
          + CALL
          + ", { id: log, map: \".error\" } ]";
  private static final String SWITCH =
      """
      steps:
        - id: s
          switch:
            - { when: "${.order.a}", do: [ { id: x, map: ". " }, { id: y, map: ". " } ] }
            - { do: [] }
        - { id: z, map: ". " }
      """;
  private static final String DISABLED =
      "steps: [ { id: a, disabled: true, map: \". \" }, { id: b, map: \". \" }, { id: c, disabled: true, map: \". \" } ]";
  private static final String STOP =
      "steps: [ { id: ok, stop: { outcome: succeed, message: enough } }, { id: b, map: \". \" } ]";
  private static final String STOP_FAILED =
      "steps: [ { id: halt, stop: { outcome: fail, message: bad } } ]";

  private static String parallel(String join) {
    return """
    steps:
      - id: p
        parallel:
          join: %s
          branches:
            - do: [ { id: a, use: http@1/request, with: {} }, { id: b, map: ". " } ]
            - do: [ { id: c, use: http@1/request, with: {} } ]
      - { id: z, map: ". " }
    """
        .formatted(join);
  }

  private static final String NESTED =
      """
      steps:
        - id: outer
          parallel:
            join: any
            branches:
              - do:
                  - id: inner
                    parallel:
                      join: all
                      branches:
                        - do: [ { id: a, use: http@1/request, with: {} } ]
                        - do: [ { id: b, use: http@1/request, with: {} } ]
              - do: [ { id: c, use: http@1/request, with: {} } ]
      """;
  private static final String EMPTY_BRANCH =
      """
      steps:
        - id: p
          parallel:
            join: any
            branches:
              - do: [ { id: a, use: http@1/request, with: {} } ]
              - do: [ { id: b, disabled: true, map: ". " } ]
      """;

  /// @param lines what happened and, after `->`, what is wanted; the first line has no event
  record Case(String name, String document, String... lines) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "one after another",
            LINE,
            "-> begin a #1",
            "ok a -> begin b #1",
            "ok b -> begin c #1",
            "ok c -> succeeded"),
        new Case(
            "a later event of a finished step changes nothing",
            LINE,
            "-> begin a #1",
            "ok a -> begin b #1",
            "ok a -> ",
            "due b -> "),
        new Case(
            "tries again with backoff and jitter, then dies",
            TWICE,
            "-> begin a #1",
            "fail a transient -> wait a 1000 ms",
            "due a -> begin a #2",
            "fail a transient -> wait a 2500 ms",
            "due a -> begin a #3",
            "fail a transient -> dead at a transient"),
        new Case(
            "waits as long as the other system asks",
            TWICE,
            "-> begin a #1",
            "fail a throttled 60 -> wait a 61000 ms",
            "due a -> begin a #2",
            "ok a -> succeeded"),
        new Case(
            "a call that the hub held back counts for no attempt",
            TWICE,
            "-> begin a #1",
            "refused a 30 -> wait a 45000 ms",
            "due a -> begin a #1",
            "fail a transient -> wait a 1000 ms",
            "due a -> begin a #2",
            "refused a 30 -> wait a 45000 ms",
            "due a -> begin a #2",
            "refused a 30 -> wait a 45000 ms",
            "due a -> begin a #2",
            "fail a transient -> wait a 2500 ms",
            "due a -> begin a #3",
            "fail a transient -> dead at a transient"),
        new Case(
            "a call that the hub holds back is asked for again though the step does not retry",
            LINE,
            "-> begin a #1",
            "ok a -> begin b #1",
            "refused b 30 -> wait b 45000 ms",
            "due b -> begin b #1",
            "ok b -> begin c #1"),
        new Case(
            "the deadline ends what the hub holds back",
            TWICE.replace("max: 2,", "max: 2, within: PT1M,"),
            "-> begin a #1",
            "refused a 30 -> wait a 45000 ms",
            "due a -> begin a #1",
            "refused a 60 -> dead at a transient"),
        new Case(
            "a day of rest ends it without a deadline",
            LINE,
            "-> begin a #1",
            "ok a -> begin b #1",
            "refused b 60000 -> dead at b transient"),
        new Case(
            "never tries again what no try will help",
            TWICE,
            "-> begin a #1",
            "fail a permanent -> dead at a permanent"),
        new Case(
            "a mapping is not tried again",
            LINE,
            "-> begin a #1",
            "fail a mapping -> dead at a mapping"),
        new Case(
            "error steps run, and the run still dies of what it died of",
            ON_ERROR,
            "-> begin a #1",
            "fail a auth-failed -> begin tell #1",
            "ok tell -> begin log #1",
            "ok log -> dead at a auth-failed"),
        new Case(
            "a failing error step changes nothing",
            ON_ERROR,
            "-> begin a #1",
            "fail a permanent -> begin tell #1",
            "fail tell permanent -> dead at a permanent"),
        new Case(
            "goes the way that is open",
            SWITCH,
            "-> begin s #1",
            "way s 0 -> begin x #1",
            "ok x -> begin y #1",
            "ok y -> begin z #1",
            "ok z -> succeeded"),
        new Case("goes an empty way", SWITCH, "-> begin s #1", "way s 1 -> begin z #1"),
        new Case("goes on when no way is open", SWITCH, "-> begin s #1", "way s -1 -> begin z #1"),
        new Case("passes over disabled steps", DISABLED, "-> begin b #1", "ok b -> succeeded"),
        new Case("stops in success", STOP, "-> begin ok #1", "ok ok -> succeeded"),
        new Case(
            "stops in failure", STOP_FAILED, "-> begin halt #1", "ok halt -> dead at halt stopped"),
        new Case(
            "all branches",
            parallel("all"),
            "-> begin a #1, begin c #1",
            "ok c -> ",
            "ok a -> begin b #1",
            "ok b -> begin z #1",
            "ok z -> succeeded"),
        new Case(
            "all branches: the first failure leaves the others",
            parallel("all"),
            "-> begin a #1, begin c #1",
            "fail a permanent -> leave c, dead at a permanent",
            "ok c -> "),
        new Case(
            "any branch: a wait is left too",
            parallel("any"),
            "-> begin a #1, begin c #1",
            "fail a transient -> wait a 500 ms",
            "ok c -> leave a, begin z #1",
            "due a -> "),
        new Case(
            "any branch: dies when all failed",
            parallel("any"),
            "-> begin a #1, begin c #1",
            "fail c permanent -> ",
            "fail a permanent -> dead at a permanent"),
        new Case(
            "settled branches",
            parallel("settled"),
            "-> begin a #1, begin c #1",
            "fail c permanent -> ",
            "ok a -> begin b #1",
            "ok b -> begin z #1"),
        new Case(
            "nested branches are left with their block",
            NESTED,
            "-> begin a #1, begin b #1, begin c #1",
            "ok a -> ",
            "ok c -> leave b, succeeded"),
        new Case(
            "nested branches fail with their block",
            NESTED,
            "-> begin a #1, begin b #1, begin c #1",
            "fail a permanent -> leave b",
            "fail c permanent -> dead at a permanent"),
        new Case(
            "an empty branch is done at once", EMPTY_BRANCH, "-> begin a #1, leave a, succeeded"),
        new Case(
            "no try later than the flow allows",
            TWICE.replace("max: 2,", "max: 9, within: PT3S,"),
            "-> begin a #1",
            "fail a transient -> wait a 1000 ms",
            "due a -> begin a #2",
            "fail a throttled 60 -> dead at a throttled"));
  }

  static List<Case> all() {
    return Stream.concat(cases().stream(), BlockCases.all().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void wantsWhatTheTableSays(Case each) {
    var said = play(each, new HashSet<>());

    assertThat(said).containsExactly(each.lines());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isTheFoldOverItsJournalAfterEachLine(Case each) {
    var scenario = new Scenario(each.document());
    for (var line : each.lines()) {
      String event = line.split("->", -1)[0].strip();
      if (!event.isEmpty()) scenario.tell(event);

      // A due retry is no line of the journal: recovered, the step waits again, for no time at all.
      assertThat(scenario.phases(scenario.recovered()).replace("RETRYING", "RUNNING"))
          .isEqualTo(scenario.phases(scenario.state()).replace("RETRYING", "RUNNING"));
      assertThat(scenario.recovered().outcome()).isEqualTo(scenario.state().outcome());
    }
  }

  @Test
  void recoveredRunGoesOnWhereItWas() {
    var scenario = new Scenario(parallel("all"));
    scenario.tell("ok a").tell("fail c transient");

    var wanted = scenario.words(RunLogic.resume(scenario.recovered()));

    assertThat(wanted).isEqualTo("begin b #1, wait c 500 ms");
  }

  @Test
  void recoveredRunThatIsOverOnlyEnds() {
    var scenario = new Scenario(TWICE).tell("fail a permanent");

    assertThat(scenario.words(RunLogic.resume(scenario.recovered())))
        .isEqualTo("dead at a permanent");
  }

  @Test
  void errorStepsSeeTheError() {
    var scenario = new Scenario(ON_ERROR).tell("fail a permanent");

    var context = scenario.state().context(scenario.spot("tell"));

    assertThat(context.toString())
        .isEqualTo(
            "{\"order\":{\"id\":7},\"error\":{\"step\":\"a\",\"kind\":\"permanent\",\"message\":\"no luck\"}}");
  }

  @Test
  void stepsSeeWhatCameBeforeThemButNoOtherBranch() {
    var scenario = new Scenario(parallel("all")).tell("ok c").tell("ok a");

    assertThat(scenario.state().context(scenario.spot("b")).toString())
        .isEqualTo("{\"order\":{\"id\":7},\"a\":{\"of\":\"a\"}}");
    scenario.tell("ok b");
    assertThat(scenario.state().context(scenario.spot("z")).toString())
        .isEqualTo(
            "{\"order\":{\"id\":7},\"a\":{\"of\":\"a\"},\"b\":{\"of\":\"b\"},\"c\":{\"of\":\"c\"},"
                + "\"p\":[{\"ok\":true},{\"ok\":true}]}");
  }

  @Test
  void tablesVisitEveryTransition() {
    var visited = new HashSet<String>();
    for (var each : cases()) play(each, visited);
    for (var each : BlockCases.all()) play(each, visited);

    var allowed = new TreeSet<String>();
    for (var from : Phase.values()) from.successors().forEach(to -> allowed.add(from + ">" + to));
    assertThat(visited).containsAll(allowed);
  }

  private static List<String> play(Case each, HashSet<String> visited) {
    var scenario = new Scenario(each.document());
    var said = new ArrayList<String>();
    said.add("-> " + scenario.effects());
    for (var line : Arrays.asList(each.lines()).subList(1, each.lines().length)) {
      String event = line.split("->", -1)[0].strip();
      said.add(event + " -> " + scenario.tell(event).effects());
    }
    visited.addAll(scenario.visited());
    return said;
  }
}
