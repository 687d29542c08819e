package io.interline.flow.internal.ingest;

import io.interline.connector.spi.WebhookHead;
import java.io.IOException;
import java.io.InputStream;

/// A request at a webhook address, whose body has not been read.
interface WebhookCall extends WebhookHead {

  /// The part of the address that names the flow.
  String token();

  /// Content-Length, or -1.
  long length();

  /// Each read waits no longer than the web server lets it.
  InputStream body() throws IOException;
}
