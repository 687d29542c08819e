package io.interline.tenant;

import org.jspecify.annotations.Nullable;

/// What a tenant may take of the hub.
///
/// @param id for example `free`, `team`, `business`
/// @param acceptPerSecond messages accepted a second, sustained
/// @param acceptBurst messages accepted at once after a pause
/// @param concurrentRuns runs under way at once
/// @param maxPayloadBytes size of one message
/// @param backlog messages that may wait for their turn
/// @param maxSteps that one run may take; further tries count
/// @param monthlyRuns accepted in a calendar month in UTC; absent for as many as come
/// @param overage whether more are accepted when those are used up
/// @param weight of the share of the hub's time, beside other tenants
public record Plan(
    String id,
    String title,
    int acceptPerSecond,
    int acceptBurst,
    int concurrentRuns,
    int maxPayloadBytes,
    int backlog,
    int maxSteps,
    @Nullable Long monthlyRuns,
    boolean overage,
    int weight) {

  /// Without a limit for the month, in equal shares.
  public Plan(
      String id,
      String title,
      int acceptPerSecond,
      int acceptBurst,
      int concurrentRuns,
      int maxPayloadBytes) {
    this(
        id,
        title,
        acceptPerSecond,
        acceptBurst,
        concurrentRuns,
        maxPayloadBytes,
        10_000,
        10_000,
        null,
        false,
        1);
  }
}
