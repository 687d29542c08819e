package io.interline.audit;

import java.util.UUID;

/// Names one log. What it belongs to (a tenant, the platform) is the caller's business.
public record LogId(UUID value) {}
