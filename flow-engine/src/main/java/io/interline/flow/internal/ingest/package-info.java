/// Webhook addresses: from the raw request to a durable run.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.ingest;
