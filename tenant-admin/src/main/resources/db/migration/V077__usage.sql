-- More of what a plan allows; monthly_runs is absent where nobody counts.
alter table plan
  add backlog      integer not null default 10000 check (backlog > 0),
  add max_steps    integer not null default 10000 check (max_steps > 0),
  add monthly_runs bigint check (monthly_runs > 0),
  add overage      boolean not null default false,
  add weight       integer not null default 1 check (weight between 1 and 100);

update plan set monthly_runs = 1000000,                                                    weight = 1 where id = 'free';
update plan set monthly_runs = 10000000, overage = true, backlog = 20000, max_steps = 50000, weight = 2 where id = 'team';
update plan set monthly_runs = 100000000, overage = true, backlog = 50000, max_steps = 200000, weight = 4 where id = 'business';
update plan set backlog = 50000, max_steps = 1000000, weight = 4 where id = 'unlimited';

-- What a tenant used on a day in UTC. Written in the transaction that keeps the runs, so that it
-- equals their count whatever happens. Writers choose a slot, lest nodes wait for each other.
create table usage_day (
  tenant_id uuid     not null,
  day       date     not null,
  slot      smallint not null,
  accepted  bigint   not null,
  bytes     bigint   not null, -- of messages accepted
  succeeded bigint   not null,
  dead      bigint   not null,
  cancelled bigint   not null,
  steps     bigint   not null, -- of runs that ended, further tries too
  primary key (tenant_id, day, slot)
) with (fillfactor = 50);
alter table usage_day enable row level security;
alter table usage_day force row level security;
create policy tenant on usage_day to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on usage_day to interline_system using (true);
grant select on usage_day to interline_app;
grant select, insert, update on usage_day to interline_system;
