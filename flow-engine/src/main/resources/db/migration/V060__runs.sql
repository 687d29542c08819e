-- Runs, append-only: nothing here is updated but dead letters, waits and leases.
create table run (
  tenant_id uuid not null,
  run_id uuid not null, -- version 7: sorts by the time of acceptance
  shard smallint not null,
  flow text not null,
  version int not null,
  environment text not null,
  title text not null,
  accepted_at timestamptz not null,
  replay_of uuid,
  payload bytea not null, -- as it came
  primary key (tenant_id, run_id)
);
create index run_recovery on run (run_id);
alter table run alter payload set storage external;
alter table run set (toast_tuple_target = 8160);

-- One row for each durable write of a run; data is a JSON array of entries.
create table run_journal (
  tenant_id uuid not null,
  run_id uuid not null,
  seq int not null,
  data bytea not null,
  primary key (tenant_id, run_id, seq)
);
alter table run_journal alter data set storage external;
alter table run_journal set (toast_tuple_target = 8160);

-- One row when a run ends.
create table run_end (
  tenant_id uuid not null,
  run_id uuid not null,
  status text not null,
  ended_at timestamptz not null,
  step text,
  error_class text,
  message text,
  primary key (tenant_id, run_id)
);
create index run_end_unhappy on run_end (tenant_id, status, run_id) where status <> 'SUCCEEDED';

create table dead_letter (
  tenant_id uuid not null,
  run_id uuid not null,
  flow text not null,
  version int not null,
  environment text not null,
  title text not null,
  status text not null default 'OPEN',
  step text not null,
  error_class text not null,
  message text not null,
  accepted_at timestamptz not null,
  died_at timestamptz not null,
  replayed_as uuid,
  closed_at timestamptz,
  reason text,
  primary key (tenant_id, run_id)
);
create index dead_letter_status on dead_letter (tenant_id, status, run_id);

-- Runs that wait longer than a few seconds; they are in no node's memory until due.
create table run_wait (
  tenant_id uuid not null,
  run_id uuid not null,
  shard smallint not null,
  due_at timestamptz not null,
  taken_epoch bigint, -- the owner that has it in memory again
  primary key (tenant_id, run_id)
);
create index run_wait_due on run_wait (due_at);

-- What was accepted once and for all under a key: firings of schedules, replays of dead letters.
create table run_key (
  tenant_id uuid not null,
  key text not null,
  run_id uuid not null,
  primary key (tenant_id, key)
);

-- Which node works on which runs. No tenant data.
create table shard (
  id smallint primary key,
  epoch bigint not null default 0,
  owner uuid,
  lease_until timestamptz,
  low_water uuid not null default '00000000-0000-0000-0000-000000000000'
);
insert into shard (id) select generate_series(0, 63);

create table hub_node (
  id uuid primary key,
  seen_until timestamptz not null
);

do $$
declare
  t text;
begin
  foreach t in array array['run', 'run_journal', 'run_end', 'dead_letter', 'run_wait', 'run_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I to interline_app using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', t);
    execute format('create policy system on %I to interline_system using (true)', t);
  end loop;
end $$;

grant select on run, run_journal, run_end, run_wait, dead_letter to interline_app;
grant update (status, replayed_as, closed_at, reason) on dead_letter to interline_app;
grant select, insert on run, run_journal, run_end, dead_letter, run_key to interline_system;
grant select, insert, update, delete on run_wait to interline_system;
grant select, update on shard to interline_system;
grant select, insert, update, delete on hub_node to interline_system;
