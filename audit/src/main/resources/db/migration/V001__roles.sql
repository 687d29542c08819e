-- The two roles that the hub works with; the owner of the tables is whoever runs the migrations.
-- Log-in and passwords are set by the hub when it starts, never here.
do $$
begin
  if not exists (select from pg_roles where rolname = 'interline_app') then
    create role interline_app nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'interline_system') then
    create role interline_system nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null; -- another database of the same server was first
end $$;

revoke create on schema public from public;
grant usage on schema public to interline_app, interline_system;
