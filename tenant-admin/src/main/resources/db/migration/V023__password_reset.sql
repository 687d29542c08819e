-- Links that set a new password: one per account, the newest. Deleted when used.
create table password_reset (
  account_id uuid        primary key references account,
  token_hash bytea       not null unique, -- SHA-256; the token itself is only in the mail
  created_at timestamptz not null,
  expires_at timestamptz not null
);

grant select, insert, update, delete on password_reset to interline_system;

-- How many passwords an account has had before; a session that began under an earlier one is over.
alter table account add column password_number integer not null default 0;
grant update (password_hash, password_number) on account to interline_system;
