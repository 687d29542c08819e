-- What dead letters have in common: the message without what differs from run to run. Statuses in
-- brackets, "(503)", stay.
create function dead_letter_label(message text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(regexp_replace(regexp_replace(regexp_replace(left(message, 300),
    '[^\s"''<>(){}:,]+@[^\s"''<>(){}:,]+', '…', 'g'),
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', '…', 'gi'),
    '\m(?=[a-f]*[0-9])[0-9a-f]{8,}\M', '…', 'gi'),
    '(?<![(0-9])[0-9]+([.,:][0-9]+)*', '…', 'g');

alter table dead_letter
  add column label text not null generated always as (dead_letter_label(message)) stored,
  add column cause uuid not null generated always as
    (md5(flow || E'\n' || step || E'\n' || error_class || E'\n' || dead_letter_label(message))::uuid)
    stored;
create index dead_letter_cause on dead_letter (tenant_id, cause, run_id) where status = 'OPEN';

grant update (status, replayed_as, closed_at) on dead_letter to interline_system;
