-- Reminders of second opinions go by mail, content-free as every notice. A reminder counts from the day on which the
-- mail server took it, not from the day on which it was due: only then is somebody reminded.

set local search_path = casework;

alter table opinions add mail_waits boolean not null default false,   -- a reminder is to go with their next notice
                     add over_told boolean not null default false;    -- whoever asked was told that time is up
create policy worker on opinions for select to casework_worker using (view is null);
grant select (folder, seq, asked_of, asked_on, reminded, view) on opinions to casework_worker;

-- Nothing for whoever has given no address, or may not see what they were asked.
create function queue_reminder(of_case bytea, at integer) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    whom bytea;
begin
    update opinions o set mail_waits = true where folder = of_case and seq = at and view is null
        and asked_of in (select oid from addresses) and opens(asked_of, pack)
    returning asked_of into whom;
    if found then
        perform queue_notice(whom);
    end if;
end
$$;

create function queue_over(of_case bytea, at integer) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    whom bytea;
begin
    update opinions set over_told = true where folder = of_case and seq = at and view is null and not over_told
    returning (select oid from keys where kid = asked_by) into whom;
    if found and opens(whom, of_case) then
        perform queue_notice(whom);
    end if;
end
$$;

-- The mail server took somebody's notice: what it reminded them of is noted, once a day.
create function notice_sent(whom bytea) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    delete from notices where oid = whom;
    update opinions set mail_waits = false,
        reminded = case when today() = any (reminded) then reminded else reminded || today() end
    where asked_of = whom and mail_waits and view is null;
end
$$;
revoke execute on function queue_reminder(bytea, integer), queue_over(bytea, integer), notice_sent(bytea) from public;
grant execute on function queue_reminder(bytea, integer), queue_over(bytea, integer), notice_sent(bytea)
    to casework_worker;
