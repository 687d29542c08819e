-- What people are told of: who wants which mails, which addresses of the organisation are told, what
-- was told when, and the messages on their way.
create table notification_choice (
  tenant_id  uuid    not null,
  account_id uuid    not null,
  kind       text    not null,
  mail       boolean not null,
  primary key (tenant_id, account_id, kind),
  foreign key (tenant_id, account_id) references membership (tenant_id, account_id) on delete cascade
);

create table notification_channel (
  tenant_id     uuid        not null references tenant,
  id            uuid        not null,
  title         text        not null,
  url           text        not null,
  format        text        not null check (format in ('STANDARD', 'CHAT')),
  kinds         text[]      not null,
  secret        bytea       not null, -- sealed
  created_by    text        not null,
  created_at    timestamptz not null,
  last_sent_at  timestamptz,
  last_error    text,
  last_error_at timestamptz,
  primary key (tenant_id, id)
);

-- One row a cause: when people were last told of it, and when it was last seen.
create table notification_cause (
  tenant_id uuid        not null references tenant,
  kind      text        not null,
  cause     text        not null,
  told_at   timestamptz not null,
  seen_at   timestamptz not null,
  primary key (tenant_id, kind, cause)
);

create index notification_cause_seen on notification_cause (seen_at);

create table notification_message (
  tenant_id  uuid        not null references tenant,
  id         uuid        not null,
  kind       text        not null,
  cause      text        not null,
  title      text        not null,
  body       text        not null,
  path       text        not null,
  raised_at  timestamptz not null,
  mail_to    text,       -- one of the two
  channel_id uuid,
  attempts   integer     not null default 0,
  due_at     timestamptz, -- null when it was sent or given up
  sent_at    timestamptz,
  last_error text,
  primary key (tenant_id, id)
);

create index notification_message_due on notification_message (due_at) where due_at is not null;
create index notification_message_raised on notification_message (tenant_id, raised_at);

do $$
declare
  t text;
begin
  foreach t in array array['notification_choice', 'notification_channel', 'notification_cause',
                           'notification_message'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I to interline_app using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', t);
    execute format('create policy system on %I to interline_system using (true)', t);
  end loop;
end $$;

grant select, insert, update, delete on notification_choice to interline_app;
grant select, insert, delete on notification_channel to interline_app;
grant select, insert on notification_message to interline_app;
grant select on notification_choice to interline_system;
grant select, update (last_sent_at, last_error, last_error_at) on notification_channel to interline_system;
grant select, insert, update, delete on notification_cause, notification_message to interline_system;
