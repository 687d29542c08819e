-- Dead letters that are replayed in the background, in the order in which they were accepted.
create table replay_job (
  tenant_id uuid not null,
  id uuid not null,
  created_at timestamptz not null, -- letters that died later are not its own
  created_by text not null,
  filter text not null, -- JSON
  start_from text not null, -- START or FAILED_STEP
  version text not null, -- SAME or DEPLOYED
  per_second int not null,
  state text not null, -- RUNNING, PAUSED, CANCELLED or DONE
  total int not null,
  replayed int not null default 0,
  passed_over int not null default 0,
  problem text, -- why the last one was passed over
  position uuid not null default '00000000-0000-0000-0000-000000000000', -- letters up to it are done
  ended_at timestamptz,
  owner uuid, -- node that works on it
  lease_until timestamptz,
  primary key (tenant_id, id)
);
create index replay_job_running on replay_job (state) where state = 'RUNNING';

alter table replay_job enable row level security;
alter table replay_job force row level security;
create policy tenant on replay_job to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on replay_job to interline_system using (true);

grant select, insert on replay_job to interline_app;
grant update (state, ended_at) on replay_job to interline_app;
grant select, update on replay_job to interline_system;
