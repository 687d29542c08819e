-- Which versions mask anything: canonical JSON has the field only when it names something.
alter table flow_version add column redacts boolean not null
  generated always as (strpos(document, '"redact"') > 0) stored;
create index flow_version_redacts on flow_version (tenant_id) where redacts;
