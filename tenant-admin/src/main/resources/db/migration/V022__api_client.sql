-- OAuth2 clients of the management API. Deleted when revoked; the audit log keeps their history.
create table api_client (
  tenant_id    uuid        not null references tenant,
  client_id    text        not null,
  title        text        not null,
  role         text        not null check (role in ('OWNER', 'DEVELOPER', 'VIEWER')),
  secret_hash  text        not null,
  created_by   text        not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  primary key (tenant_id, client_id)
);

create index api_client_id on api_client (client_id);
alter table api_client enable row level security;
alter table api_client force row level security;
create policy tenant on api_client to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on api_client to interline_system using (true);
grant select, insert, delete on api_client to interline_app;
grant select, update (last_used_at) on api_client to interline_system;
