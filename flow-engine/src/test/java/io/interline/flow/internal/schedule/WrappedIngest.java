package io.interline.flow.internal.schedule;

import io.interline.flow.RunId;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.tenant.TenantId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// The hub's ingest, but for what a test wants otherwise.
record WrappedIngest(Ingest ingest, Accept accept, Check check) implements Ingest {

  @FunctionalInterface
  interface Accept {
    OptionalInt all(Map<String, NewMessage> messages, BooleanSupplier alongside)
        throws NotAccepting;
  }

  @FunctionalInterface
  interface Check {
    void room(TenantId tenant) throws NotAccepting;
  }

  static Ingest accepting(Ingest ingest, Accept accept) {
    return new WrappedIngest(ingest, accept, ingest::checkRoom);
  }

  static Ingest checking(Ingest ingest, Check check) {
    return new WrappedIngest(ingest, ingest::acceptAll, check);
  }

  @Override
  public Accepted take(NewMessage message, boolean listens)
      throws NotAccepting, InterruptedException {
    return ingest.take(message, listens);
  }

  @Override
  public RunId acceptOnce(String key, NewMessage message) throws NotAccepting {
    return ingest.acceptOnce(key, message);
  }

  @Override
  public RunId takeOver(String key, NewMessage message, TakenOver from) throws NotAccepting {
    return ingest.takeOver(key, message, from);
  }

  @Override
  public OptionalInt acceptAll(Map<String, NewMessage> messages, BooleanSupplier alongside)
      throws NotAccepting {
    return accept.all(messages, alongside);
  }

  @Override
  public void checkRoom(TenantId tenant) throws NotAccepting {
    check.room(tenant);
  }
}
