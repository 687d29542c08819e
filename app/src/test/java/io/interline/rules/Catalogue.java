package io.interline.rules;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads from PostgreSQL's own catalogue what could let one tenant see another.
final class Catalogue {

  /// Tables without a tenant, and why. The application role sees none of them, but for those whose
  /// reason begins with READ.
  static final Map<String, String> GLOBAL = global();

  /// Unique keys that do not begin with the tenant, and why.
  static final Map<String, String> KEYS =
      Map.of("webhook_address_token", "the token alone finds the tenant");

  private static final String POLICY =
      "= (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)";

  private static final String TENANT_TABLES =
      """
      with tenant_table as (
        select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum, a.attname,
               a.attnotnull
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname in ('tenant_id', 'log_id')
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      )
      """;

  private final Connection connection;

  Catalogue(Connection connection) {
    this.connection = connection;
  }

  /// All that is wrong, one sentence each.
  List<String> faults() throws SQLException {
    var faults = new ArrayList<String>();
    faults.addAll(tablesWithoutFence());
    faults.addAll(wrongPolicies());
    faults.addAll(wrongKeys());
    faults.addAll(unknownTables());
    faults.addAll(wrongRights());
    faults.addAll(wrongRoles());
    return faults;
  }

  private List<String> tablesWithoutFence() throws SQLException {
    return query(
        TENANT_TABLES
            + """
            select relname || ': row-level security is not enabled and forced' from tenant_table
            where not (relrowsecurity and relforcerowsecurity)
            union all
            select relname || ': ' || attname || ' may be null' from tenant_table
            where not attnotnull
            """);
  }

  private List<String> wrongPolicies() throws SQLException {
    return query(
        TENANT_TABLES
            + """
            select relname || ': there is no policy for interline_app' from tenant_table
            where not exists (select 1 from pg_policy p
                              where p.polrelid = tenant_table.oid
                                and p.polroles = array['interline_app'::regrole::oid])
            union all
            select relname || ': policy ' || polname || ' does not compare with app.tenant'
            from tenant_table join pg_policy p on p.polrelid = tenant_table.oid
            where p.polroles <> array['interline_system'::regrole::oid]
              and (p.polroles <> array['interline_app'::regrole::oid]
                   or not p.polpermissive
                   or p.polcmd <> '*'
                   or pg_get_expr(p.polqual, p.polrelid) is distinct from '(' || attname || ' %s'
                   or pg_get_expr(p.polwithcheck, p.polrelid) <> '(' || attname || ' %s')
            """
                .formatted(POLICY.replace("'", "''"), POLICY.replace("'", "''")));
  }

  private List<String> wrongKeys() throws SQLException {
    var faults =
        query(
            TENANT_TABLES
                + """
                select i.indexrelid::regclass || ': unique without the tenant first'
                from tenant_table join pg_index i on i.indrelid = tenant_table.oid
                where i.indisunique and i.indkey[0] <> tenant_table.attnum
                union all
                select k.conname || ': foreign key between tenant tables without the tenant first'
                from tenant_table t
                join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
                join tenant_table other on other.oid = k.confrelid
                where k.conkey[1] <> t.attnum or k.confkey[1] <> other.attnum
                """);
    faults.removeIf(fault -> KEYS.containsKey(fault.substring(0, fault.indexOf(':'))));
    return faults;
  }

  private List<String> unknownTables() throws SQLException {
    var faults = new ArrayList<String>();
    for (String table :
        query(
            TENANT_TABLES
                + """
                select relname from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f')
                  and c.oid not in (select oid from tenant_table)
                """)) {
      String reason = GLOBAL.get(table);
      if (reason == null) faults.add(table + ": has no tenant and no reason for that");
      else faults.addAll(rightsOfApp(table, reason.startsWith("READ")));
    }
    return faults;
  }

  private List<String> rightsOfApp(String table, boolean mayRead) throws SQLException {
    return query(
        """
        select '%1$s: interline_app may ' || verb
        from unnest(array['SELECT', 'INSERT', 'UPDATE']) verb
        where has_any_column_privilege('interline_app', '%1$s', verb)
          and not (verb = 'SELECT' and %2$s)
        union all
        select '%1$s: interline_app may DELETE'
        where has_table_privilege('interline_app', '%1$s', 'DELETE')
        """
            .formatted(table, mayRead));
  }

  /// TRUNCATE, REFERENCES and TRIGGER pass by row-level security; so do functions of the owner and
  /// views that look with the owner's eyes.
  private List<String> wrongRights() throws SQLException {
    return query(
        """
        select c.relname || ': ' || role || ' may ' || verb
        from pg_class c,
             unnest(array['interline_app', 'interline_system']) role,
             unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER']) verb
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and has_table_privilege(role, c.oid, verb)
        union all
        select c.relname || ': granted to everyone'
        from pg_class c, aclexplode(c.relacl) acl
        where c.relnamespace = 'public'::regnamespace and acl.grantee = 0
        union all
        select c.relname || ': the view is not security_invoker' from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
          and not coalesce(c.reloptions @> array['security_invoker=true'], false)
        union all
        select p.oid::regprocedure || ': SECURITY DEFINER' from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prosecdef
        union all
        select c.relname || ': owned by ' || c.relowner::regrole from pg_class c
        where c.relowner in ('interline_app'::regrole, 'interline_system'::regrole)
        """);
  }

  private List<String> wrongRoles() throws SQLException {
    return query(
        """
        select rolname || ': may do more than the hub''s work' from pg_roles
        where rolname in ('interline_app', 'interline_system')
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
        union all
        select member::regrole || ': is a member of ' || roleid::regrole from pg_auth_members
        where member in ('interline_app'::regrole, 'interline_system'::regrole)
        union all
        select role || ': may make things in schema public'
        from unnest(array['interline_app', 'interline_system']) role
        where has_schema_privilege(role, 'public', 'CREATE')
        """);
  }

  private static Map<String, String> global() {
    var tables = new HashMap<String, String>();
    tables.put("plan", "READ: the limits on offer are the same for all");
    tables.put("account", "a person may belong to several tenants; log-in precedes the tenant");
    tables.put("password_reset", "an account belongs to no tenant");
    tables.put("sign_up", "there is no tenant yet");
    tables.put("shard", "which node works on which runs");
    tables.put("run_minute_mark", "READ: up to when runs are summed up, of all tenants at once");
    tables.put("hub_node", "the nodes of the installation");
    tables.put("node_use", "what nodes tell each other of all tenants; only the engine reads it");
    tables.put("flyway_schema_history", "the migrations that were run");
    for (String table :
        List.of(
            "job_details",
            "triggers",
            "simple_triggers",
            "cron_triggers",
            "simprop_triggers",
            "blob_triggers",
            "calendars",
            "paused_trigger_grps",
            "fired_triggers",
            "scheduler_state",
            "locks"))
      tables.put("qrtz_" + table, "when schedules are due; Quartz knows no tenants");
    return Map.copyOf(tables);
  }

  private List<String> query(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var result = new ArrayList<String>();
      while (rows.next()) result.add(rows.getString(1));
      return result;
    }
  }
}
