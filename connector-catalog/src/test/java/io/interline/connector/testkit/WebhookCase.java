package io.interline.connector.testkit;

import java.util.List;

/// A webhook trigger with a sender it can tell from others.
///
/// @param trigger id of the trigger
/// @param config of the trigger as JSON; the connection's alias is `contract`
/// @param auth scheme of the connection
/// @param good a request that must be taken
/// @param bad requests that must be refused
public record WebhookCase(
    String trigger, String config, String auth, SentWebhook good, List<SentWebhook> bad) {}
