-- Runs that work on a part of a loop's items are no messages: they are left out of lists and counts.
alter table run_link add column part boolean not null
  generated always as (coalesce(strpos(parent_step, '.') > 0, false)) stored;
create index run_link_of_part on run_link (tenant_id, run_id) where part;
