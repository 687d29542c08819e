package io.interline.flow.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Good and bad documents, in files with `### title | code | pointer` above each.
public final class Corpus {

  private Corpus() {}

  /// A document, and for a bad one what is to be found first.
  public record Sample(String title, String code, String pointer, String document) {

    @Override
    public String toString() {
      return title;
    }
  }

  public static List<Sample> good() {
    return samples("/documents/good.txt");
  }

  public static List<Sample> bad() {
    return samples("/documents/bad.txt");
  }

  /// Parts of documents whose structure is right; a title that ends in WARNING says how bad it is.
  public static List<Sample> checks() {
    return samples("/documents/checks.txt");
  }

  /// The whole document of a part, with a webhook trigger `order` unless the part has its own.
  public static String whole(Sample part) {
    return whole(part.document());
  }

  /// The same for a part as text.
  public static String whole(String part) {
    String trigger =
        part.contains("trigger:") ? "" : "trigger: { id: order, use: webhook@1/receive }\n";
    return "format: interline/flow/1\nid: a\ntitle: A\n" + trigger + part;
  }

  private static List<Sample> samples(String resource) {
    return Arrays.stream(text(resource).split("(?m)^### "))
        .filter(part -> !part.isBlank())
        .map(Corpus::sample)
        .toList();
  }

  private static Sample sample(String part) {
    int end = part.indexOf('\n');
    String[] heading = part.substring(0, end).split("\\|", -1);
    String severity = heading.length > 3 ? " " + heading[3].strip() : "";
    return new Sample(
        heading[0].strip() + severity,
        heading.length > 1 ? heading[1].strip() : "",
        heading.length > 2 ? heading[2].strip() : "",
        part.substring(end + 1));
  }

  private static String text(String resource) {
    try (var in = Objects.requireNonNull(Corpus.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
