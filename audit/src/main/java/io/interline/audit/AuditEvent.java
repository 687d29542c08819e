package io.interline.audit;

import java.time.Instant;
import java.util.UUID;

/// One event of a log, as stored.
///
/// @param id a UUID of version 7
/// @param occurredAt when the action was done, by the hub's clock
/// @param recordedAt when the transaction began that stored it, by the database's clock
public record AuditEvent(UUID id, Instant occurredAt, Instant recordedAt, AuditEntry entry) {}
