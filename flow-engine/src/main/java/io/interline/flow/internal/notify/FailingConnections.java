package io.interline.flow.internal.notify;

import io.interline.flow.internal.guard.CallGuard;
import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Connections whose circuit is open on this node.
@Component
class FailingConnections implements NoticeSource {

  private final CallGuard guard;

  FailingConnections(CallGuard guard) {
    this.guard = guard;
  }

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public List<Notice> find(Instant since, Instant now) {
    return guard.failing().entrySet().stream()
        .map(
            failing -> {
              var target = failing.getKey();
              String error = failing.getValue().lastError();
              return new Notice(
                  target.tenant(),
                  NoticeKind.CONNECTION_FAILS,
                  target.alias() + " " + target.environment().id(),
                  "The connection " + target.alias() + " fails",
                  "Calls through %s in %s fail, so the hub holds them back and tries one now and then. Runs wait meanwhile."
                          .formatted(target.alias(), target.environment().id())
                      + (error == null ? "" : "\nLast failure: " + error),
                  "/connections");
            })
        .toList();
  }
}
