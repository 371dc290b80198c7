-- Exclusion beats every wrap, for notices too.

set local search_path = casework;

create or replace function notice_of_wrap() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    whose bytea := (select oid from keys where kid = new.holder and ended_on is null);
begin
    if new.live and not exists (select from exclusions x where x.folder = new.folder and x.oid = whose)
        and not exists (
            select from wraps w join keys k on k.kid = w.holder
            where w.folder = new.folder and w.live and k.oid = whose
              and (w.epoch, w.holder) <> (new.epoch, new.holder)
        ) then
        perform queue_notice(whose);
    end if;
    return null;
end
$$;

create or replace function notice_of_message() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform queue_notice(held.oid) from (
        select distinct k.oid from wraps w join keys k on k.kid = w.holder and k.ended_on is null
        where w.folder = new.folder and w.live
          and not exists (select from exclusions x where x.folder = new.folder and x.oid = k.oid)
    ) as held;
    return null;
end
$$;
