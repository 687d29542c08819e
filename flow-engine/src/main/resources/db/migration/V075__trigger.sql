-- Flows may be started by polls and streams too.
alter table flow_version drop constraint flow_version_trigger_kind_check;
alter table flow_version add constraint flow_version_trigger_kind_check
  check (trigger_kind in ('WEBHOOK', 'SCHEDULE', 'POLLING', 'STREAM'));

-- Triggers that the hub sees to by itself: schedules, polls and streams of deployed flows. A row
-- outlives its deployment, so that a flow deployed again goes on from its cursor.
create table trigger_state (
  tenant_id        uuid        not null,
  flow_id          text        not null,
  environment      text        not null check (environment in ('DEVELOPMENT', 'PRODUCTION')),
  kind             text        not null check (kind in ('SCHEDULE', 'POLLING', 'STREAM')),
  version          integer     not null, -- deployed
  operation        text        not null,
  config           text        not null check (config is json object),
  scheduled_at     timestamptz, -- the time that is next by its schedule
  due_at           timestamptz, -- when a node is to see to it; null while it is off or paused
  claim            bigint      not null default 0, -- a number for each time a node took it, or it was changed
  claimed_until    timestamptz, -- by the database's clock
  cursor           text        check (cursor is json object),
  cursor_number    bigint      not null default 0, -- grows with each change of the cursor
  generation       integer     not null default 0, -- grows when the cursor is set by hand
  last_started_at  timestamptz,
  last_success_at  timestamptz,
  last_fired_at    timestamptz, -- when it started a run
  items_last       integer,
  failures         integer     not null default 0, -- one after the other
  last_error       text,
  last_error_class text,
  last_error_at    timestamptz,
  held_up          text, -- why it waits though it is due
  paused_at        timestamptz,
  paused_by        text,
  paused_reason    text,
  primary key (tenant_id, flow_id, environment),
  foreign key (tenant_id, flow_id) references flow
) with (fillfactor = 70);
create index trigger_state_due on trigger_state (due_at) where due_at is not null;

alter table trigger_state enable row level security;
alter table trigger_state force row level security;
create policy tenant on trigger_state to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on trigger_state to interline_system using (true);
grant select, update (due_at, scheduled_at, claim, claimed_until, cursor, cursor_number, generation, failures,
  last_error, last_error_class, last_error_at, held_up, paused_at, paused_by, paused_reason)
  on trigger_state to interline_app;
grant select, insert, update on trigger_state to interline_system;
