/// Tests of connector webhook.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.webhook;
