-- Messages that run one after another by key; a row goes when its run is over. The first row of a
-- key is at work, or blocks the key with a dead letter.
create sequence run_order_seq;
create table run_order (
  tenant_id uuid not null,
  flow text not null,
  environment text not null,
  order_key text not null,
  seq bigint not null default nextval('run_order_seq'),
  run_id uuid not null,
  shard smallint not null,
  fresh boolean not null default false, -- the owner of the shard has to look at the key
  blocked boolean not null default false, -- by the dead letter of this run
  primary key (tenant_id, flow, environment, order_key, seq)
);
create unique index run_order_run on run_order (tenant_id, run_id);
create index run_order_shard on run_order (shard);
create index run_order_fresh on run_order (shard) where fresh;
alter table run_order enable row level security;
alter table run_order force row level security;
create policy tenant on run_order to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on run_order to interline_system using (true);
grant select, update (fresh, blocked), delete on run_order to interline_app;
grant select, insert, update, delete on run_order to interline_system;
grant usage on sequence run_order_seq to interline_system;

-- Keys of messages are remembered for a time only.
alter table run_key add until timestamptz;
create index run_key_until on run_key (until) where until is not null;
grant update, delete on run_key to interline_system;
