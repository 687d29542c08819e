package io.interline.flow.internal.core;

import io.interline.flow.internal.plan.ErrorClass;

/// Why a step, and with it perhaps the run, failed for good.
///
/// @param step id in the document
public record Failure(String step, ErrorClass cause, String message) {}
