-- People. An account belongs to no tenant, so the application role cannot see it at all; what a
-- tenant may know of its members stands in membership.
create table account (
  id            uuid        primary key,
  email         text        not null unique check (email = lower(email)),
  name          text        not null,
  password_hash text        not null,
  created_at    timestamptz not null
);

grant select, insert on account to interline_system;

-- Wishes to join that wait for the click on the link in the mail. Deleted when used.
create table sign_up (
  token_hash    bytea       primary key, -- SHA-256; the token itself is only in the mail
  email         text        not null check (email = lower(email)),
  organisation  text        not null,
  name          text        not null,
  password_hash text        not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null
);

create index sign_up_email on sign_up (email);
create index sign_up_expires on sign_up (expires_at);
grant select, insert, delete on sign_up to interline_system;

create table membership (
  tenant_id  uuid        not null references tenant,
  account_id uuid        not null references account,
  email      text        not null check (email = lower(email)),
  name       text        not null,
  role       text        not null check (role in ('OWNER', 'DEVELOPER', 'VIEWER')),
  created_at timestamptz not null,
  primary key (tenant_id, account_id),
  unique (tenant_id, email)
);

create index membership_account on membership (account_id);
alter table membership enable row level security;
alter table membership force row level security;
create policy tenant on membership to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on membership to interline_system using (true);
grant select, update (role), delete on membership to interline_app;
grant select, insert on membership to interline_system;

create table invitation (
  tenant_id  uuid        not null references tenant,
  email      text        not null check (email = lower(email)),
  role       text        not null check (role in ('OWNER', 'DEVELOPER', 'VIEWER')),
  token_hash bytea       not null, -- SHA-256; the token itself is only in the mail
  invited_by text        not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, email)
);

create index invitation_token on invitation (token_hash);
alter table invitation enable row level security;
alter table invitation force row level security;
create policy tenant on invitation to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on invitation to interline_system using (true);
grant select, insert, update, delete on invitation to interline_app;
grant select, delete on invitation to interline_system;
