package io.interline.flow.definition;

import io.interline.flow.Problem;
import io.interline.tenant.DomainException;
import java.util.List;

/// A text that is no flow document at all: no JSON or YAML of an object, too large, too deep.
public final class MalformedDocument extends DomainException {

  private final transient List<Problem> problems;

  MalformedDocument(List<Problem> problems) {
    super(Kind.INVALID, "document-malformed", problems.getFirst().message());
    this.problems = List.copyOf(problems);
  }

  /// What is wrong, at least one.
  public List<Problem> problems() {
    return problems;
  }
}
