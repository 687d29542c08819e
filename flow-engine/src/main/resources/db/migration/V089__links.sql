-- Runs that a step started and does not wait for show their step, too.
alter table run_link add column awaited boolean not null default true;
update run_link set awaited = false where parent_run is not null and parent_step is null;
