-- Clocks that stand still, and later last days: by the Monitoring Officer or the deputy, of today, and reporters hear
-- of it. The numbers are checked by casework; that nothing is dated back, so that no breach is hidden, is checked here.

set local search_path = casework;

alter table case_pauses add replies bytea[] not null default '{}', add silence text,
                        add check (until >= since);
alter table case_extensions add replies bytea[] not null default '{}', add silence text,
                            add check (until > on_day);
create unique index one_pause_a_case on case_pauses (folder) where until is null;

do $$
declare
    name text;
begin
    foreach name in array array['case_pauses', 'case_extensions'] loop
        execute format($policy$
            create policy office on casework.%I as restrictive for insert to casework_web
            with check ((select role from casework.officers where oid = (select casework.my_oid()))
                        in ('monitoring_officer', 'deputy'))$policy$, name);
    end loop;
end
$$;
create policy of_today on case_pauses as restrictive for insert to casework_web
    with check (since = (now() at time zone 'utc')::date and until is null);
create policy of_today on case_extensions as restrictive for insert to casework_web
    with check (on_day = (now() at time zone 'utc')::date);
create policy ends_today on case_pauses as restrictive for update to casework_web
    using ((select role from casework.officers where oid = (select casework.my_oid()))
           in ('monitoring_officer', 'deputy'))
    with check (until = (now() at time zone 'utc')::date);
create trigger only_added before update or delete or truncate on case_extensions
    for each statement execute function refuse();
