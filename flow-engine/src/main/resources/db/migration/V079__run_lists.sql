-- Lists of a flow's runs, and of the runs of an environment that has few, from among a million.
create index run_flow on run (tenant_id, flow, run_id);
create index run_development on run (tenant_id, run_id) where environment = 'development';
