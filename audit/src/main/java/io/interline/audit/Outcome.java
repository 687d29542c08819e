package io.interline.audit;

/// How an action ended.
public enum Outcome {
  SUCCEEDED,
  REFUSED,
  FAILED
}
