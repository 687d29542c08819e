package io.interline.chaos;

import java.sql.Connection;
import java.sql.SQLException;

/// Whether what the usage counters say is what there is.
final class Usage {

  // A day of a tenant that only one of the two sides knows is wrong as well.
  private static final String WRONG =
      """
      with counted as (
        select tenant_id, day, sum(accepted) as accepted, sum(bytes) as bytes,
          sum(succeeded) as succeeded, sum(dead) as dead, sum(cancelled) as cancelled
        from usage_day group by tenant_id, day),
      moved as (
        select tenant_id, accepted_at as at, 1 as accepted, length(payload) as bytes, null as status
        from run
        union all
        select tenant_id, ended_at, 0, 0, status from run_end),
      real as (
        select tenant_id, (at at time zone 'UTC')::date as day, sum(accepted) as accepted,
          sum(bytes) as bytes, count(*) filter (where status = 'SUCCEEDED') as succeeded,
          count(*) filter (where status = 'DEAD') as dead,
          count(*) filter (where status = 'CANCELLED') as cancelled
        from moved group by 1, 2)
      select count(*) from counted c full join real r using (tenant_id, day)
      where (c.accepted, c.bytes, c.succeeded, c.dead, c.cancelled)
        is distinct from (r.accepted, r.bytes, r.succeeded, r.dead, r.cancelled)""";

  private Usage() {}

  /// Days of tenants whose counters differ from their runs.
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
