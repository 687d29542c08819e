package io.interline.tenant.internal.plan;

import io.interline.tenant.Quotas.Load;
import io.interline.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// One row for each node in the table `node_use`, by the database's clock: told and heard with one
/// statement. A node that has said nothing for five seconds counts no more.
@Component
class PostgresExchange implements Exchange {

  private final JdbcClient jdbc;

  PostgresExchange(@Qualifier("system") JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<TenantId, List<Use>> tell(UUID node, Map<TenantId, Use> here) {
    var tenants = List.copyOf(here.entrySet());
    var heard = new HashMap<TenantId, List<Use>>();
    jdbc.sql(
            """
            with told as (
              insert into node_use (node, told_at, tenants, under_way, waiting, accepted)
              values (?, now(), ?::uuid[], ?, ?, ?)
              on conflict (node) do update set told_at = excluded.told_at,
                tenants = excluded.tenants, under_way = excluded.under_way,
                waiting = excluded.waiting, accepted = excluded.accepted),
            forgotten as (
              delete from node_use where node in (
                select node from node_use
                where node <> ? and told_at < now() - interval '1 minute'
                for update skip locked))
            select u.tenant, u.under_way, u.waiting, u.accepted
            from node_use n,
              unnest(n.tenants, n.under_way, n.waiting, n.accepted)
                as u(tenant, under_way, waiting, accepted)
            where n.node <> ? and n.told_at > now() - interval '5 s'""")
        .param(node)
        .param(tenants.stream().map(each -> each.getKey().toString()).toArray(String[]::new))
        .param(
            tenants.stream().map(each -> each.getValue().load().underWay()).toArray(Integer[]::new))
        .param(
            tenants.stream().map(each -> each.getValue().load().waiting()).toArray(Integer[]::new))
        .param(tenants.stream().map(each -> each.getValue().accepted()).toArray(Double[]::new))
        .param(node)
        .param(node)
        .query(
            row -> {
              heard
                  .computeIfAbsent(
                      new TenantId(row.getObject("tenant", UUID.class)), _ -> new ArrayList<>())
                  .add(
                      new Use(
                          new Load(row.getInt("under_way"), row.getInt("waiting")),
                          row.getDouble("accepted")));
            });
    return heard;
  }
}
