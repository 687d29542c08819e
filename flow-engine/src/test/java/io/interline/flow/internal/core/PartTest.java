package io.interline.flow.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The run that works on a part of a loop's items, seen by itself.
class PartTest {

  private static final String LOOP =
      """
      steps:
        - { id: before, map: . }
        - id: lines
          forEach: "${.order.lines}"
          concurrency: 2
          maxFailures: 2
          do:
            - { id: a, use: http@1/request, with: {}, compensate: [ { id: undoA, use: http@1/request, with: {} } ] }
        - { id: z, map: . }
      """;

  @Test
  void worksOnItsItemsWithTheirNumbersAndSeesWhatCameBefore() {
    var part = second();

    assertThat(part.effects()).isEqualTo("begin a[2] #1, begin a[3] #1");
    assertThat(part.state().context(part.spot("a[3]")).toString())
        .isEqualTo(
            "{\"order\":{\"id\":7},\"before\":{\"of\":\"before\"},"
                + "\"lines\":{\"index\":3,\"item\":\"item3\"}}");

    part.tell("ok a[2]").tell("ok a[3]");

    assertThat(part.state().outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            end ->
                assertThat(String.valueOf(end.output()))
                    .isEqualTo(
                        "{\"count\":2,\"failed\":0,"
                            + "\"results\":[{\"of\":\"a[2]\"},{\"of\":\"a[3]\"}],\"errors\":[]}"));
  }

  @Test
  void failuresOfEarlierPartsCountForWhatTheLoopTolerates() {
    // The part before had one failure: the second one here is the third.
    var part = second();

    part.tell("ok a[2]").tell("fail a[3] permanent");
    assertThat(part.state().outcome()).isInstanceOf(Outcome.Succeeded.class);

    var other = second();
    assertThat(other.tell("fail a[2] permanent").effects()).isEmpty();
    assertThat(other.tell("fail a[3] permanent").effects()).isEqualTo("dead at a permanent");
  }

  @Test
  void aPartThatIsCancelledUndoesItself() {
    var part = second().tell("ok a[2]");

    assertThat(part.tell("cancel undo").effects()).isEqualTo("leave lines");
    assertThat(part.tell("ok a[3]").effects()).isEqualTo("begin undoA[3] #1");
    assertThat(part.tell("ok undoA[3]").effects()).isEqualTo("begin undoA[2] #1");
    assertThat(part.tell("ok undoA[2]").effects()).isEqualTo("cancelled: enough");
    assertThat(part.recovered().outcome()).isEqualTo(part.state().outcome());
  }

  @Test
  void aRunOfItsOwnUndoesWhatAPartDid() {
    var part = second().tell("ok a[2]").tell("ok a[3]");

    var undoing = new Scenario(part.plan(), RunLogic.beginUndoing(part.recovered()));

    assertThat(undoing.effects()).isEqualTo("begin undoA[3] #1");
    assertThat(undoing.state().context(undoing.spot("undoA[3]")).path("lines").toString())
        .isEqualTo("{\"index\":3,\"item\":\"item3\"}");
    assertThat(undoing.tell("ok undoA[3]").effects()).isEqualTo("begin undoA[2] #1");
    assertThat(undoing.tell("ok undoA[2]").effects()).isEqualTo("succeeded");
  }

  @Test
  void whatIsNotUndoneIsSaid() {
    var part = second().tell("ok a[2]").tell("ok a[3]");

    var undoing = new Scenario(part.plan(), RunLogic.beginUndoing(part.recovered()));
    undoing.tell("fail undoA[3] permanent");

    assertThat(undoing.tell("ok undoA[2]").effects()).isEqualTo("dead at lines stopped");
  }

  @Test
  void resultsAreThoseOfOneList() {
    var parent = parent();
    parent.tell("answer lines.part[1] WORKED");

    assertThat(String.valueOf(parent.state().output(parent.spot("lines"))))
        .isEqualTo(
            "{\"count\":4,\"failed\":2,\"results\":[\"x\",null,\"x\",null],"
                + "\"errors\":[{\"index\":1},{\"index\":1}]}");
  }

  @Test
  void callsOfALoopThatIsOverAreUndoneWithTheirItems() {
    var whole = new Scenario(LOOP).tell("ok before").tell("items lines 2");
    whole.tell("ok a[0]").tell("ok a[1]").tell("fail z mapping");

    assertThat(whole.effects()).isEqualTo("begin undoA[1] #1");
    assertThat(whole.state().context(whole.spot("undoA[1]")).path("lines").toString())
        .isEqualTo("{\"index\":1,\"item\":\"item1\"}");
  }

  /// Asks for its second part.
  private static Scenario parent() {
    return new Scenario(LOOP)
        .tell("ok before")
        .tell("parts lines 4 2")
        .tell("ask lines.part[0] RUN")
        .tell("answer lines.part[0] WORKED")
        .tell("ask lines.part[1] RUN");
  }

  private static Scenario second() {
    var parent = parent();
    var asked = parent.spot("lines.part[1]");
    return new Scenario(parent.plan(), RunLogic.beginPart(parent.recovered(), asked));
  }
}
