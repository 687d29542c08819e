-- Flows and what people write of them. A flow is never removed: its id names it for ever, and runs
-- refer to its versions. A deleted one has no draft and no deployment.
create table flow (
  tenant_id  uuid        not null references tenant,
  flow_id    text        not null check (flow_id ~ '^[a-z][a-z0-9-]{0,62}$'),
  title      text        not null,
  created_at timestamptz not null,
  created_by text        not null,
  deleted_at timestamptz,
  primary key (tenant_id, flow_id)
);

alter table flow enable row level security;
alter table flow force row level security;
create policy tenant on flow to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on flow to interline_system using (true);
grant select, insert, update (title, deleted_at) on flow to interline_app;
grant select on flow to interline_system;

-- The one mutable document of a flow. It is text, not jsonb, so that the order in which people
-- wrote its properties stays.
create table flow_draft (
  tenant_id uuid        not null,
  flow_id   text        not null,
  document  text        not null check (document is json object),
  hash      text        not null check (hash ~ '^[0-9a-f]{64}$'),
  trigger   text        not null,
  layout    text        not null check (layout is json object),
  revision  bigint      not null,
  saved_at  timestamptz not null,
  saved_by  text        not null,
  primary key (tenant_id, flow_id),
  foreign key (tenant_id, flow_id) references flow
);

alter table flow_draft enable row level security;
alter table flow_draft force row level security;
create policy tenant on flow_draft to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, delete, update (document, hash, trigger, layout, revision, saved_at, saved_by)
  on flow_draft to interline_app;
