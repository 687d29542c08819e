-- Which version is live where.
create table deployment (
  tenant_id   uuid        not null,
  flow_id     text        not null,
  environment text        not null check (environment in ('DEVELOPMENT', 'PRODUCTION')),
  version     integer     not null,
  enabled     boolean     not null,
  deployed_at timestamptz not null,
  deployed_by text        not null,
  primary key (tenant_id, flow_id, environment),
  foreign key (tenant_id, flow_id, version) references flow_version
);

create index deployment_version on deployment (tenant_id, flow_id, version);
alter table deployment enable row level security;
alter table deployment force row level security;
create policy tenant on deployment to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on deployment to interline_system using (true);
grant select, insert, delete, update (version, enabled, deployed_at, deployed_by)
  on deployment to interline_app;
grant select on deployment to interline_system;

-- Addresses of webhooks. One stays with its flow and environment over all deployments, and leads
-- nowhere while nothing is deployed. The token alone finds the tenant, so it is unique among all of
-- them; 128 random bits make that a guard against mistakes, not a way to learn of other tenants.
create table webhook_address (
  tenant_id   uuid        not null,
  flow_id     text        not null,
  environment text        not null check (environment in ('DEVELOPMENT', 'PRODUCTION')),
  token       text        not null check (length(token) >= 22),
  created_at  timestamptz not null,
  primary key (tenant_id, flow_id, environment),
  foreign key (tenant_id, flow_id) references flow,
  constraint webhook_address_token unique (token)
);

alter table webhook_address enable row level security;
alter table webhook_address force row level security;
create policy tenant on webhook_address to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on webhook_address to interline_system using (true);
grant select, insert, delete on webhook_address to interline_app;
grant select on webhook_address to interline_system;
