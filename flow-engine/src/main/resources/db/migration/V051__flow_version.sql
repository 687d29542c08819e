-- Published documents. Nobody but the owner of the tables can change or remove one.
create table flow_version (
  tenant_id    uuid        not null,
  flow_id      text        not null,
  number       integer     not null check (number > 0),
  document     text        not null check (document is json object),
  hash         text        not null check (hash ~ '^[0-9a-f]{64}$'), -- SHA-256 of the canonical JSON
  trigger_kind text        not null check (trigger_kind in ('WEBHOOK', 'SCHEDULE')),
  note         text,
  published_at timestamptz not null,
  published_by text        not null,
  primary key (tenant_id, flow_id, number),
  foreign key (tenant_id, flow_id) references flow
);

alter table flow_version enable row level security;
alter table flow_version force row level security;
create policy tenant on flow_version to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on flow_version to interline_system using (true);
grant select, insert on flow_version to interline_app;
grant select on flow_version to interline_system;
