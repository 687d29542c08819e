package io.interline.tenant;

/// What a tenant may take of the hub.
///
/// @param id for example `free`, `team`, `business`
/// @param acceptPerSecond messages accepted a second, sustained
/// @param acceptBurst messages accepted at once after a pause
/// @param concurrentRuns runs under way at once
/// @param maxPayloadBytes size of one message
public record Plan(
    String id,
    String title,
    int acceptPerSecond,
    int acceptBurst,
    int concurrentRuns,
    int maxPayloadBytes) {}
