package io.interline.flow.internal.inspect;

import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.tenant.TenantId;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which rows of `dead_letter d` are meant: a condition in SQL, and its parameters.
final class LetterConditions {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> params = new HashMap<>();

  LetterConditions(TenantId tenant, LetterFilter filter) {
    and("d.tenant_id = :tenant", "tenant", tenant.value());
    if (filter.flow() != null) and("d.flow = :flow", "flow", filter.flow().value());
    if (filter.environment() != null)
      and("d.environment = :environment", "environment", filter.environment().id());
    if (filter.errorClass() != null) and("d.error_class = :class", "class", filter.errorClass());
    if (filter.cause() != null) and("d.cause = :cause", "cause", filter.cause().value());
    if (filter.diedFrom() != null)
      and("d.died_at >= :diedFrom", "diedFrom", Timestamp.from(filter.diedFrom()));
    if (filter.diedUntil() != null)
      and("d.died_at < :diedUntil", "diedUntil", Timestamp.from(filter.diedUntil()));
    if (filter.text() != null && !filter.text().isBlank())
      // Messages are looked through without numbers, ids and addresses, and only where nothing is
      // masked: what nobody may read is not found either.
      and(
          """
          (d.step ilike :text or d.run_id::text like lower(:text)
            or (d.label ilike dead_letter_label(:text)
              and not exists (select from flow_version v where v.tenant_id = d.tenant_id
                and v.flow_id = d.flow and v.number = d.version and v.redacts)
              and not (exists (select from flow_version v where v.tenant_id = :tenant and v.redacts)
                and (exists (select from run_link l where l.tenant_id = d.tenant_id
                    and (l.run_id = d.run_id or l.parent_run = d.run_id))
                  or exists (select from run r where r.tenant_id = d.tenant_id
                    and r.run_id = d.run_id and r.replay_of is not null)))))""",
          "text",
          "%" + escaped(filter.text().strip()) + "%");
  }

  LetterConditions and(String condition, String name, Object value) {
    conditions.add(condition);
    params.put(name, value);
    return this;
  }

  LetterConditions open() {
    return and("d.status = :open", "open", "OPEN");
  }

  String where() {
    return " where " + String.join(" and ", conditions);
  }

  Map<String, Object> params() {
    return params;
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\%_])", "\\\\$1");
  }
}
