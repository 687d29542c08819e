-- Runs that were accepted before usage was counted. The owner of the tables has to see all rows.
alter table run no force row level security;
alter table run_end no force row level security;
alter table usage_day no force row level security;
insert into usage_day
select r.tenant_id, (r.accepted_at at time zone 'UTC')::date, 0, count(*), sum(length(r.payload)),
  count(*) filter (where e.status = 'SUCCEEDED'), count(*) filter (where e.status = 'DEAD'),
  count(*) filter (where e.status = 'CANCELLED'), 0
from run r left join run_end e on e.tenant_id = r.tenant_id and e.run_id = r.run_id
group by 1, 2;
alter table run force row level security;
alter table run_end force row level security;
alter table usage_day force row level security;
