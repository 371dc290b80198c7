-- E-mail notices without content. A notice says that a person has something to do, never what or since when: it is
-- one row a person, made only for folders that this person holds a live wrap of, and due at one fixed hour of the
-- day, so that no mail log tells when a report came.

set local search_path = casework;

create table addresses (
    oid     id primary key references officers,
    address text not null check (length(address) between 3 and 254)
);

create table notices (
    oid   id primary key references officers,
    due   timestamptz not null,
    tries integer not null default 0,
    error text                                  -- the kind of the last failure, never what a server said
);

do $$
declare
    name text;
begin
    foreach name in array array['addresses', 'notices'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy doors on casework.%I to casework_owner using (true)', name);
        execute format('create policy worker on casework.%I to casework_worker using (true)', name);
    end loop;
end
$$;
create policy own on addresses to casework_web using (oid = (select my_oid()));
grant select, insert, delete, update (address) on addresses to casework_web;
grant select on addresses to casework_worker;
grant select, delete, update (due, tries, error) on notices to casework_worker;

-- One a day at most, at seven in the morning (UTC); nothing for whoever has given no address, or did it themselves.
create function queue_notice(whom bytea) returns void
language sql security definer set search_path = casework, pg_temp as $$
    insert into notices (oid, due)
        select oid, date_trunc('day', now() at time zone 'utc' + interval '17 hours') at time zone 'utc' + interval '7 hours'
        from addresses where oid = whom and oid is distinct from my_oid()
    on conflict do nothing
$$;

create function notice_of_wrap() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    whose bytea := (select oid from keys where kid = new.holder and ended_on is null);
begin
    if new.live and not exists (
        select from wraps w join keys k on k.kid = w.holder
        where w.folder = new.folder and w.live and k.oid = whose and (w.epoch, w.holder) <> (new.epoch, new.holder)
    ) then
        perform queue_notice(whose);
    end if;
    return null;
end
$$;
create trigger notice after insert on wraps for each row execute function notice_of_wrap();

create function notice_of_message() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform queue_notice(held.oid) from (
        select distinct k.oid from wraps w join keys k on k.kid = w.holder and k.ended_on is null
        where w.folder = new.folder and w.live
    ) as held;
    return null;
end
$$;
create trigger notice after insert on messages for each row execute function notice_of_message();

-- Custodians have something to do when a draft lacks their signature, or the keyring ends within `days`.
create function queue_custodians(days integer) returns void
language sql security definer set search_path = casework, pg_temp as $$
    select queue_notice(k.oid) from officers o join keys k using (oid)
    where o.custodian and k.ended_on is null and (
        exists (select from documents d where not d.published and not exists
                (select from signatures s where s.hash = d.hash and s.id = k.custodian_id))
        or (select max(not_after) from documents where kind = 'keyring' and published) < current_date + days)
$$;

-- For the desk of whoever looks after casework: whether notices do not get out.
create function notices_stuck() returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select exists (select from notices where tries >= 3 or due < now() - interval '1 day')
$$;

revoke execute on function queue_notice(bytea), notice_of_wrap(), notice_of_message(), queue_custodians(integer),
    notices_stuck() from public;
grant execute on function queue_custodians(integer) to casework_worker;
grant execute on function notices_stuck() to casework_web;
