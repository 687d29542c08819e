-- A node that lives holds the advisory lock `presence` on a session of its own; absent where it
-- could not take it. Whoever can take the lock of a node that has not renewed knows that it is gone.
alter table hub_node
  add seen_at  timestamptz not null default now(),
  add presence bigint;
