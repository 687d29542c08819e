-- What tenants use at each node, as the nodes tell each other once a second; the arrays are of one
-- length. Nothing that has to outlive the server: what is lost is told again. Only the engine reads it.
create unlogged table node_use (
  node      uuid        primary key,
  told_at   timestamptz not null,
  tenants   uuid[]      not null,
  under_way int[]       not null,
  waiting   int[]       not null,
  accepted  float8[]    not null -- messages a second
) with (fillfactor = 50);

grant select, insert, update, delete on node_use to interline_system;
