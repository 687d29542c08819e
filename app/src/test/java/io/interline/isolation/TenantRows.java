package io.interline.isolation;

import io.interline.tenant.TenantId;
import io.interline.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All rows of one tenant, in all tables there are, read with the rights of their owner; but for
/// those that the hub sums up by itself, at any time, and that no service writes.
record TenantRows(TestDatabase database, TenantId tenant) {

  private static final String TABLES =
      """
      select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and a.attname in ('tenant_id', 'log_id')
        and c.relname not in ('run_minute', 'run_minute_open')
      order by 1
      """;

  /// Digest of the tenant's rows, by table; `none` where it has none.
  Map<String, String> digests() {
    var digests = new TreeMap<String, String>();
    try (var connection = database.asOwner()) {
      for (var table : query(connection, TABLES))
        digests.put(table.getFirst(), digest(connection, table.getFirst(), table.getLast()));
      digests.put(
          "account",
          query(
                  connection,
                  """
                  select md5(string_agg(a::text, ';' order by a.id)) from account a
                  where id in (select account_id from membership where tenant_id = '%s')
                  """
                      .formatted(tenant))
              .getFirst()
              .getFirst());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return digests;
  }

  private String digest(Connection connection, String table, String column) throws SQLException {
    return query(
            connection,
            "select coalesce(md5(string_agg(t::text, ';' order by t::text)), 'none') from %s t where %s = '%s'"
                .formatted(table, column, tenant))
        .getFirst()
        .getFirst();
  }

  /// Columns for words, JSON and bytes, as `table.column`, in which no row of the tenant holds it.
  List<String> textsWithout(String mark) {
    var without = new ArrayList<String>();
    try (var connection = database.asOwner()) {
      for (var column :
          query(
              connection,
              """
              with tenant_table as (%s)
              select t.relname, t.attname, a.attname, a.atttypid::regtype from tenant_table t
              join pg_attribute a on a.attrelid = t.relname::regclass
              where a.attnum > 0 and not a.attisdropped
                and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype,
                                   'bytea'::regtype)
              order by 1, 3
              """
                  .formatted(TABLES)))
        if (!holds(connection, column, mark)) without.add(column.get(0) + "." + column.get(2));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return without;
  }

  private boolean holds(Connection connection, List<String> column, String mark)
      throws SQLException {
    var found =
        column.get(3).equals("bytea")
            ? "position('%s'::bytea in %s) > 0".formatted(mark, column.get(2))
            : "%2$s::text like '%%%1$s%%'".formatted(mark, column.get(2));
    return query(
            connection,
            "select count(*) > 0 from %s where %s = '%s' and %s"
                .formatted(column.get(0), column.get(1), tenant, found))
        .getFirst()
        .getFirst()
        .equals("t");
  }

  private static List<List<String>> query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      var all = new ArrayList<List<String>>();
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= width; i++) row.add(String.valueOf(rows.getString(i)));
        all.add(row);
      }
      return all;
    }
  }
}
