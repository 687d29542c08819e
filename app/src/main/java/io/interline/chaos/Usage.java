package io.interline.chaos;

import java.sql.Connection;
import java.sql.SQLException;

/// Whether what the usage counters say is what there is.
final class Usage {

  // A day of a tenant that only one of the two sides knows is wrong as well. A part of the journal
  // that a run took over is that of another run; the tries of a step have numbers of their own, but
  // a question has the number of its answer.
  private static final String WRONG =
      """
      with counted as (
        select tenant_id, day, sum(accepted) as accepted, sum(bytes) as bytes,
          sum(succeeded) as succeeded, sum(dead) as dead, sum(cancelled) as cancelled,
          sum(steps) as steps
        from usage_day group by tenant_id, day),
      tried as (
        select j.tenant_id, j.run_id,
          count(distinct (e->>'step', coalesce(e->>'turns', ''), e->>'attempt')) as steps
        from run_journal j left join run_link l using (tenant_id, run_id),
          json_array_elements(convert_from(j.data, 'UTF8')::json) e
        where e->'attempt' is not null and e->'error'->'refused' is null
          and (j.seq > 1 or l.run_id is null or l.parent_run is not null)
        group by 1, 2),
      moved as (
        select tenant_id, accepted_at as at, 1 as accepted, length(payload) as bytes,
          null as status, 0 as steps
        from run
        union all
        select tenant_id, ended_at, 0, 0, status, coalesce(steps, 0)
        from run_end left join tried using (tenant_id, run_id)),
      real as (
        select tenant_id, (at at time zone 'UTC')::date as day, sum(accepted) as accepted,
          sum(bytes) as bytes, count(*) filter (where status = 'SUCCEEDED') as succeeded,
          count(*) filter (where status = 'DEAD') as dead,
          count(*) filter (where status = 'CANCELLED') as cancelled, sum(steps) as steps
        from moved group by 1, 2)
      select count(*) from counted c full join real r using (tenant_id, day)
      where (c.accepted, c.bytes, c.succeeded, c.dead, c.cancelled, c.steps)
        is distinct from (r.accepted, r.bytes, r.succeeded, r.dead, r.cancelled, r.steps)""";

  private Usage() {}

  /// Days of tenants whose counters differ from their runs, and what those did.
  ///
  /// @param owner sees the rows of all tenants
  static long wrong(Connection owner) throws SQLException {
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery(WRONG)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
