-- Letting people into a folder and out again. A wrap has a last day, after which no code needs to run for it to be
-- dead; a revoked one is dead at once. The server limits who may; it cannot grant, for it has no seed to wrap.

set local search_path = casework;

alter table wraps add column until date;                     -- its last day; null: none
alter table seed_chains add column pk_hash hash not null;    -- of the newer key
create policy doors on seed_chains to casework_owner using (true);

create or replace function my_held_folders() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from folders f
    where folder in (select folder from wraps
                     where live and (until is null or until >= (select today()))
                       and holder in (select kid from keys where oid = (select my_oid())))
      and folder not in (select folder from exclusions where oid = (select my_oid()))
      and sees((select role from officers where oid = (select my_oid())), kind)
$$;

-- Each door stands open only to whoever reads the folder, and to nobody shut out of it.
create function check_door(of_folder bytea, holders bytea[]) returns void
language plpgsql stable security definer set search_path = casework, pg_temp as $$
begin
    if not of_folder = any (array(select my_folders())) then
        raise exception 'this folder is not yours' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from exclusions e join keys k using (oid)
               where e.folder = of_folder and k.kid = any (holders)) then
        raise exception 'somebody who is shut out' using errcode = 'insufficient_privilege';
    end if;
end
$$;

create function let_in(into_folder bytea, of_epoch integer, holders bytea[], sealed bytea[], last_day date)
returns void language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform check_door(into_folder, holders);
    insert into wraps (folder, epoch, holder, wrap)
        select into_folder, of_epoch, given.holder, given.wrap
        from unnest(holders, sealed) as given (holder, wrap)
        on conflict (folder, epoch, holder) do update set wrap = excluded.wrap, live = true;
    update wraps set until = last_day where folder = into_folder and holder = any (holders);
end
$$;

create function take_out(of_folder bytea, holders bytea[]) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform check_door(of_folder, '{}');
    update wraps set live = false where folder = of_folder and holder = any (holders);
end
$$;

create function shut_out(of_folder bytea, oids bytea[], holders bytea[]) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform check_door(of_folder, '{}');
    insert into exclusions select of_folder, unnest(oids), 'conflict', today() on conflict do nothing;
    update wraps set live = false where folder = of_folder and holder = any (holders);
end
$$;

create function roll_folder(of_folder bytea, to_epoch integer, key bytea, chain bytea, holders bytea[], sealed bytea[],
                            last_days date[])
returns void language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform check_door(of_folder, holders);
    insert into seed_chains (folder, epoch, sealed, pk_hash) values (of_folder, to_epoch, chain, key);
    update wraps set live = false where folder = of_folder and holder <> all (holders);
    insert into wraps (folder, epoch, holder, wrap, until)
        select of_folder, to_epoch, given.holder, given.wrap, given.until
        from unnest(holders, sealed, last_days) as given (holder, wrap, until);
end
$$;

revoke execute on function check_door(bytea, bytea[]), let_in(bytea, integer, bytea[], bytea[], date),
    take_out(bytea, bytea[]), shut_out(bytea, bytea[], bytea[]),
    roll_folder(bytea, integer, bytea, bytea, bytea[], bytea[], date[]) from public;
grant execute on function let_in(bytea, integer, bytea[], bytea[], date), take_out(bytea, bytea[]),
    shut_out(bytea, bytea[], bytea[]), roll_folder(bytea, integer, bytea, bytea, bytea[], bytea[], date[])
    to casework_web;
