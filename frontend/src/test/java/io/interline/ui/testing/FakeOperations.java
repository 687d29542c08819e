package io.interline.ui.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger.Timetable;

/// Says only whether private addresses may be called; runs nothing.
public final class FakeOperations implements Operations {

  @Override
  public ActionHandle action(OperationRef ref) {
    throw new UnsupportedOperationException("the screens run nothing");
  }

  @Override
  public WebhookHandle webhook(OperationRef trigger, JsonNode config) {
    throw new UnsupportedOperationException("the screens run nothing");
  }

  @Override
  public Timetable timetable(OperationRef trigger, JsonNode config) {
    throw new UnsupportedOperationException("the screens run nothing");
  }

  @Override
  public PollHandle poll(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamHandle stream(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean allowsPrivateAddresses() {
    return true;
  }
}
