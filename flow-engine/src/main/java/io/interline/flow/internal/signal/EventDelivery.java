package io.interline.flow.internal.signal;

import io.interline.audit.AuditObject;
import io.interline.flow.Events;
import io.interline.flow.internal.execute.Engine;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings events to the runs that wait for them.
@Service
class EventDelivery implements Events {

  private static final int LONGEST = 500;

  private final AccessControl access;
  private final AuditTrail trail;
  private final Inbox inbox;
  private final MessageReader messages;
  private final Engine engine;
  private final TransactionTemplate transactions;

  EventDelivery(
      AccessControl access,
      AuditTrail trail,
      Inbox inbox,
      MessageReader messages,
      Engine engine,
      TransactionTemplate transactions) {
    this.access = access;
    this.trail = trail;
    this.inbox = inbox;
    this.messages = messages;
    this.engine = engine;
    this.transactions = transactions;
  }

  @Override
  public int send(Environment environment, String name, String key, String data) {
    Integer told = transactions.execute(_ -> sendNow(environment, name, key, data));
    engine.lookForNotices();
    return Objects.requireNonNull(told);
  }

  private int sendNow(Environment environment, String name, String key, String data) {
    var object = AuditObject.of("event", name);
    access.require(Permission.RUN_REPLAY, object);
    check("name", name);
    check("key", key);
    int told = inbox.answer(TenantScope.tenant(), environment, name, key, checked(data));
    trail.succeeded(
        "event.send",
        object,
        Map.of("environment", environment.id(), "runs", String.valueOf(told)));
    return told;
  }

  private static void check(String what, String text) {
    if (text.isBlank() || text.length() > LONGEST)
      throw new DomainException(
          Kind.INVALID,
          "event-" + what + "-invalid",
          "The " + what + " of an event has 1 to " + LONGEST + " characters.");
    TextRules.text(what, text);
  }

  private byte[] checked(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    try {
      messages.read(bytes);
      return bytes;
    } catch (MessageRefused e) {
      throw new DomainException(
          Kind.INVALID, "event-data-malformed", String.valueOf(e.getMessage()));
    }
  }
}
