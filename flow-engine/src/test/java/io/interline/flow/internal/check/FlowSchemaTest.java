package io.interline.flow.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.flow.definition.Corpus;
import io.interline.flow.definition.Corpus.Sample;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.schema.MessageSchema;
import io.interline.flow.internal.schema.SchemaViolation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowSchemaTest {

  private static final MessageSchema STRUCTURE = MessageSchema.compile(FlowSchema.structure());
  private static final MessageSchema FAKE =
      MessageSchema.compile(FlowDocuments.tree(new FlowSchema(new FakeCatalog()).text()));

  static List<Sample> good() {
    return Corpus.good();
  }

  static List<Sample> bad() {
    return Corpus.bad();
  }

  static List<Sample> inputs() {
    return Corpus.checks().stream()
        .filter(sample -> sample.code().isEmpty() || isOfSchema(sample.code()))
        .toList();
  }

  /// Of what a check finds, this much can be written as a schema.
  private static boolean isOfSchema(String code) {
    return switch (code) {
      case "input-missing", "input-unknown", "operation-unknown", "operation-misplaced" -> true;
      case "connection-missing" -> true;
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("good")
  void takesWhatTheReaderTakes(Sample sample) {
    assertThat(violations(STRUCTURE, sample.document())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatTheReaderRefuses(Sample sample) {
    assertThat(violations(STRUCTURE, sample.document())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void agreesWithTheCheckOfInputs(Sample sample) {
    assertThat(violations(FAKE, Corpus.whole(sample)).isEmpty()).isEqualTo(sample.code().isEmpty());
  }

  @Test
  void isASchemaWithTheConnectorsOfTheHub() {
    String text = new FlowSchema(new ConnectorRegistry()).text();

    MessageSchema.compile(FlowDocuments.tree(text));
    assertThat(text).contains("http@1/request", "webhook@1/receive", "x-interline-label");
  }

  static List<SchemaViolation> violations(MessageSchema schema, String document) {
    return schema.validate(FlowDocuments.tree(document));
  }
}
