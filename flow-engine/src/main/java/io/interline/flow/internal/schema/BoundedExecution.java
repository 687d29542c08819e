package io.interline.flow.internal.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import io.interline.flow.internal.expression.Sandbox;

/// One validation that pays for each keyword it evaluates, and keeps only the first violations.
///
/// A schema can be a small graph that is a huge tree (forty definitions that name the one before
/// twice); the library has no limit for that.
final class BoundedExecution extends ExecutionContext {

  private final int maxErrors;

  BoundedExecution(int maxErrors) {
    this.maxErrors = maxErrors;
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    Sandbox.enter();
    super.evaluationPathAddLast(keyword);
  }

  @Override
  public void evaluationPathAddLast(int index) {
    Sandbox.enter();
    super.evaluationPathAddLast(index);
  }

  @Override
  public void evaluationPathRemoveLast() {
    super.evaluationPathRemoveLast();
    Sandbox.exit();
  }

  /// The library only asks whether there are any, so leaving some out changes no verdict.
  @Override
  public void addError(Error error) {
    if (getErrors().size() < maxErrors) super.addError(error);
  }
}
