-- Data keys of tenants, wrapped under the installation's key. A later generation takes over for
-- new secrets; the earlier ones stay for what they have sealed.
create table tenant_key (
  tenant_id  uuid        not null references tenant,
  generation integer     not null check (generation > 0),
  wrapped    bytea       not null,
  created_at timestamptz not null,
  primary key (tenant_id, generation)
);

alter table tenant_key enable row level security;
alter table tenant_key force row level security;
create policy tenant on tenant_key to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on tenant_key to interline_system using (true);
grant select, insert on tenant_key to interline_app;
grant select on tenant_key to interline_system;

-- A way to another system, one for each environment. `secrets` is sealed for this tenant, this
-- connection and this version, and can be opened as nothing else.
create table connection (
  tenant_id        uuid        not null references tenant,
  id               uuid        not null,
  environment      text        not null check (environment in ('development', 'production')),
  alias            text        not null check (alias ~ '^[a-z][a-z0-9-]{0,62}$'),
  title            text        not null check (length(title) between 1 and 100),
  connector        text        not null,
  auth             text        not null,
  settings         jsonb       not null,
  secret_names     text[]      not null,
  secrets          bytea       not null,
  version          integer     not null check (version > 0),
  changed_at       timestamptz not null,
  test_ok          boolean,
  test_message     text,
  test_took_millis bigint,
  tested_at        timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, environment, alias),
  check (num_nulls(test_ok, test_message, test_took_millis, tested_at) in (0, 4))
);

alter table connection enable row level security;
alter table connection force row level security;
create policy tenant on connection to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on connection to interline_system using (true);
grant select, insert, update, delete on connection to interline_app;
grant select on connection to interline_system;
