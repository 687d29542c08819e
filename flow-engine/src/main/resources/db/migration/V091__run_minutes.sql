-- Figures of runs by minute of acceptance, summed up a minute or so later: what is shown of a day
-- must not cost as much as the messages of a day.
create table run_minute (
  tenant_id uuid not null,
  environment text not null,
  minute timestamptz not null,
  flow text not null,
  accepted bigint not null,
  succeeded bigint not null,
  dead bigint not null,
  largest bigint not null, -- message, in bytes
  millis bigint[] not null, -- from accepted to succeeded, as run_millis rounds, rising
  counts bigint[] not null, -- how many took as long as the one beside it
  primary key (tenant_id, environment, minute, flow)
);
alter table run_minute enable row level security;
alter table run_minute force row level security;
create policy tenant on run_minute to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on run_minute to interline_system using (true);
grant select on run_minute to interline_app;
grant select, insert, update on run_minute to interline_system;

-- Runs that are summed up but had not ended then.
create table run_minute_open (
  tenant_id uuid not null,
  run_id uuid not null,
  primary key (tenant_id, run_id)
);
alter table run_minute_open enable row level security;
alter table run_minute_open force row level security;
create policy tenant on run_minute_open to interline_app
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy system on run_minute_open to interline_system using (true);
grant select, insert, delete on run_minute_open to interline_system;

-- Runs before this one are summed up.
create table run_minute_mark (upto uuid not null);
insert into run_minute_mark values ('00000000-0000-0000-0000-000000000000');
grant select on run_minute_mark to interline_app;
grant select, update on run_minute_mark to interline_system;

-- How long a run took, as it is counted: exact below 128 ms, the next lower of 64 steps of an octave above: 1.6 % at most. PostgreSQL takes the
-- body in place of the call where the argument is a column.
create function run_millis(ms bigint) returns bigint language sql immutable parallel safe as $$
  select (greatest(ms, 0) >> greatest(0, floor(ln(greatest(ms, 1)::float8) / ln(2::float8))::int - 6))
    << greatest(0, floor(ln(greatest(ms, 1)::float8) / ln(2::float8))::int - 6)
$$;

-- All messages: those summed up by minute, and the newer ones each for itself.
create view run_figure with (security_invoker = true) as
select tenant_id, environment, flow, minute as at, accepted, succeeded, dead, largest, millis, counts
from run_minute
union all
select r.tenant_id, r.environment, r.flow, r.accepted_at, 1::bigint,
  (e.status is not distinct from 'SUCCEEDED')::int::bigint,
  (e.status is not distinct from 'DEAD')::int::bigint,
  length(r.payload)::bigint,
  case when e.status = 'SUCCEEDED' then array[run_millis(e.ms)] end,
  array[1::bigint]
from run r
left join lateral (
  select status, (date_part('epoch', ended_at - r.accepted_at) * 1000)::bigint as ms from run_end
  where tenant_id = r.tenant_id and run_id = r.run_id limit 1) e on true
left join lateral (select part from run_link
  where tenant_id = r.tenant_id and run_id = r.run_id and part limit 1) l on true
-- The upper bound tells the planner that they are few.
where r.run_id >= (select upto from run_minute_mark) and r.run_id <= 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  and l.part is null;
grant select on run_figure to interline_app;
