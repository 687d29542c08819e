package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every runaway ends with a value or a typed error, and takes a bounded amount of memory.
class RunawayTest {

  /// Most that one compilation and one evaluation may allocate: what the budget counts, and the
  /// short-lived garbage of two million steps.
  private static final long MAX_BYTES = 96L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final JsonNode INPUT = Runaways.input();

  @BeforeAll
  static void weave() {
    Mapping.compile("1");
  }

  static Stream<Arguments> runaways() {
    return Runaways.all().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runaways")
  void ends(String name, String source) {
    long before = THREADS.getCurrentThreadAllocatedBytes();

    MappingException failure = null;
    try {
      assertThat(Mapping.compile(source).apply(INPUT)).isNotNull();
    } catch (MappingException e) {
      failure = e;
    }

    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as(name).isLessThan(MAX_BYTES);
    if (failure != null) assertThat(failure.getMessage()).isNotBlank().hasSizeLessThan(1_200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runaways")
  void endsInAText(String name, String source) {
    try {
      assertThat(Template.compile(TextNode.valueOf("a ${" + source + "\n} b")).render(INPUT))
          .isNotNull();
    } catch (MappingException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void namesTheLimitThatWasSpent() {
    assertThat(failure("def f(n) f($n+1) f(1)").kind()).isEqualTo(Kind.DEPTH);
    assertThat(failure(Runaways.named("text doubling in 26 lines")).kind()).isEqualTo(Kind.SIZE);
    assertThat(failure(Runaways.named("10,000 levels of arrays")).kind()).isEqualTo(Kind.DEPTH);
    assertThat(failure(Runaways.named("fib(45)")).kind()).isIn(Kind.FUEL, Kind.TIME);
    assertThat(failure(Runaways.named("many regular expressions")).isLimit()).isTrue();
    assertThat(failure(Runaways.named("comment of 1 MB")).kind()).isEqualTo(Kind.SIZE);
  }

  @Test
  void saysWhereItWas() {
    var e = failure("\n  def f(n)\n    f($n + 1)\n  f(1)");

    assertThat(e.line()).isBetween(3, 4);
    assertThat(e.column()).isPositive();
  }

  @Test
  void namesMistakesAsMistakes() {
    assertThat(failure("{\"a\": }").kind()).isEqualTo(Kind.SYNTAX);
    assertThat(failure("import \"application.yaml\" as x 1"))
        .hasMessageContaining("import of 'application.yaml' is not allowed");
    assertThat(failure("1 / (.zero)").kind()).isEqualTo(Kind.RUNTIME);
    assertThat(failure("nope(1)").kind()).isEqualTo(Kind.SYNTAX);
  }

  @Test
  void leavesRoomForOrdinaryLargeSources() {
    assertThat(value("size([1" + ",1".repeat(3_899) + "])")).isEqualTo(3_900);
    assertThat(value("(".repeat(150) + "1" + ")".repeat(150))).isEqualTo(1);
    assertThat(value("0" + "+.list[1]".repeat(900))).isEqualTo(900);
    assertThat(value("def f(n) if ($n == 0) 0 else 1 + f($n - 1) f(150)")).isEqualTo(150);
  }

  @Test
  void givesLargeMessagesMore() {
    var mapping = Mapping.compile("[for (.big) {\"a\": ., \"b\": . + 1, \"c\": string(.)}]");

    var e = catchThrowableOfType(MappingException.class, () -> mapping.apply(INPUT));
    var result = mapping.apply(INPUT, MappingLimits.STANDARD.forMessage(8 << 20));

    assertThat(e.isLimit()).isTrue();
    assertThat(result.size()).isEqualTo(100_000);
  }

  private static int value(String source) {
    return Mapping.compile(source).apply(INPUT).intValue();
  }

  private static MappingException failure(String source) {
    var failure =
        catchThrowableOfType(MappingException.class, () -> Mapping.compile(source).apply(INPUT));
    assertThat(failure).isNotNull();
    return failure;
  }
}
