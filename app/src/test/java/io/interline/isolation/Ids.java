package io.interline.isolation;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.tenant.AccountId;
import io.interline.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What names the things of a tenant.
///
/// @param run one that succeeded
/// @param letter a run whose dead letter is open
/// @param email of an invitation
record Ids(
    FlowId flow,
    String alias,
    RunId run,
    RunId letter,
    AccountId account,
    String email,
    String client,
    UUID webhook,
    TenantId tenant) {

  /// Names of nothing, in the right forms.
  static Ids unknown() {
    return new Ids(
        new FlowId("nobodys-flow"),
        "nobodys-erp",
        run(1),
        run(2),
        new AccountId(UUID.randomUUID()),
        "invited@nobody.example",
        "itl_nobody",
        UUID.randomUUID(),
        new TenantId(UUID.randomUUID()));
  }

  private static RunId run(int number) {
    return new RunId(new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE + number));
  }

  /// Text in which the ids have the names of their places: two answers that differ in nothing but
  /// the ids that were asked for become the same.
  String hideIn(String text) {
    String hidden = text.replace("%40", "@");
    for (var id : all().entrySet()) hidden = hidden.replace(id.getValue(), "<" + id.getKey() + ">");
    return hidden.replace(shortened(run), "<run>").replace(shortened(letter), "<letter>");
  }

  /// As titles of pages have it.
  private static String shortened(RunId id) {
    var text = id.toString();
    return text.substring(0, 8) + "…" + text.substring(text.length() - 4);
  }

  /// Text of an address with the ids in their places: `runs/<run>`.
  String fill(String pattern) {
    String filled = pattern;
    for (var id : all().entrySet()) filled = filled.replace("<" + id.getKey() + ">", id.getValue());
    return filled;
  }

  private Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    all.put("flow", flow.value());
    all.put("alias", alias);
    all.put("run", run.toString());
    all.put("letter", letter.toString());
    all.put("account", account.toString());
    all.put("email", email);
    all.put("client", client);
    all.put("webhook", webhook.toString());
    all.put("tenant", tenant.toString());
    return all;
  }
}
