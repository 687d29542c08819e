-- What a tenant may take of the hub. The rows are part of the product: an installation may change
-- the numbers; they are read again within seconds.
create table plan (
  id                text    primary key,
  title             text    not null,
  accept_per_second integer not null check (accept_per_second > 0),
  accept_burst      integer not null check (accept_burst > 0),
  concurrent_runs   integer not null check (concurrent_runs > 0),
  max_payload_bytes integer not null check (max_payload_bytes > 0)
);

insert into plan (id, title, accept_per_second, accept_burst, concurrent_runs, max_payload_bytes) values
  ('free',      'Free',          100,    1000,    50, 16777216),
  ('team',      'Team',          500,    5000,   200, 16777216),
  ('business',  'Business',     2000,   20000,  1000, 16777216),
  ('unlimited', 'Unlimited', 1000000, 1000000, 10000, 16777216);

grant select on plan to interline_app, interline_system;

create table tenant (
  tenant_id    uuid        primary key,
  name         text        not null check (length(name) between 1 and 100),
  plan         text        not null references plan,
  guided_start boolean     not null default true,
  created_at   timestamptz not null
);

alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant on tenant to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on tenant to interline_system using (true);
grant select, update (name, guided_start) on tenant to interline_app;
grant select, insert on tenant to interline_system;
