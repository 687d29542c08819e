-- Runs that come from other runs: those that a step started, and those that go on from where
-- another one failed.
create table run_link (
  tenant_id uuid not null,
  run_id uuid not null,
  parent_run uuid, -- whose step waits for the end, or started it
  parent_step text,
  parent_turns text,
  depth smallint not null default 0, -- how many runs called one another
  origin uuid, -- whose id stands in the idempotency keys
  primary key (tenant_id, run_id)
);
create index run_link_parent on run_link (tenant_id, parent_run) where parent_run is not null;

-- What runs wait for, besides the time; a row goes when the wait is over.
create table run_ask (
  tenant_id uuid not null,
  run_id uuid not null,
  step text not null,
  turns text not null,
  kind text not null, -- EVENT, APPROVAL or RUN
  name text, -- of an event
  key text,
  roles text, -- of an approval, comma between
  message text,
  until timestamptz,
  asked_at timestamptz not null,
  primary key (tenant_id, run_id, step, turns)
);
create index run_ask_event on run_ask (tenant_id, name, key) where kind = 'EVENT';
create index run_ask_approval on run_ask (tenant_id, asked_at) where kind = 'APPROVAL';

-- What somebody tells a run; the owner of its shard takes it, and it goes with the write that
-- keeps what came of it.
create table run_inbox (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  run_id uuid not null,
  shard smallint not null,
  kind text not null, -- ANSWER or CANCEL
  step text not null default '',
  turns text not null default '',
  data bytea not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index run_inbox_shard on run_inbox (shard, id);
create index run_inbox_run on run_inbox (tenant_id, run_id);

do $$
declare
  t text;
begin
  foreach t in array array['run_link', 'run_ask', 'run_inbox'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I to interline_app using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', t);
    execute format('create policy system on %I to interline_system using (true)', t);
  end loop;
end $$;

grant select on run_link, run_ask, run_inbox to interline_app;
grant delete on run_ask to interline_app;
grant insert on run_inbox to interline_app;
grant select, insert on run_link to interline_system;
grant select, insert, delete on run_ask, run_inbox to interline_system;
