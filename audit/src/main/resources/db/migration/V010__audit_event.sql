-- One row for each action, inserted in the transaction of the action and never changed.
--
-- recorded_at is not among the columns that may be inserted: it is always the database's own clock.
create table audit_event (
  log_id         uuid        not null,
  id             uuid        not null,
  occurred_at    timestamptz not null,
  recorded_at    timestamptz not null default transaction_timestamp(),
  actor_kind     text        not null check (actor_kind in ('ACCOUNT', 'CLIENT', 'SYSTEM')),
  actor_id       text        not null,
  actor_name     text        not null,
  actor_session  text,
  action         text        not null,
  object_kind    text        not null,
  object_id      text        not null,
  object_version text,
  outcome        text        not null check (outcome in ('SUCCEEDED', 'REFUSED', 'FAILED')),
  reason         text,
  details        jsonb       not null default '{}',
  address        text,
  agent          text,
  request_id     text,
  trace_id       text,
  authentication text        not null,
  primary key (log_id, id)
);

-- Newest first, alone and behind each filter.
create index audit_event_time on audit_event (log_id, occurred_at desc, id desc);
create index audit_event_actor on audit_event (log_id, actor_id, occurred_at desc, id desc);
create index audit_event_action on audit_event (log_id, action text_pattern_ops, occurred_at desc, id desc);
create index audit_event_object on audit_event (log_id, object_kind, object_id, occurred_at desc, id desc);

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy tenant on audit_event to interline_app
  using (log_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on audit_event to interline_system using (true);

revoke all on audit_event from public;
grant select on audit_event to interline_app, interline_system;
grant insert (log_id, id, occurred_at, actor_kind, actor_id, actor_name, actor_session, action,
              object_kind, object_id, object_version, outcome, reason, details, address, agent,
              request_id, trace_id, authentication)
  on audit_event to interline_app, interline_system;
