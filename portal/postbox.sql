-- The postbox: where sealed deposits wait for casework, and sealed replies for their reporter.
--
-- Nobody but its owner may touch a table. The two logins, `portal` and `collector`, may only execute the doors
-- below. A door answers with one bare word, or fails with a bare SQLSTATE: never with a value that was stored.
-- Rows hold dates, never times, and no serial numbers.

create schema postbox;
revoke all on schema postbox from public;
alter default privileges revoke execute on functions from public;

create table postbox.deposit (
    id bytea primary key check (octet_length(id) = 16),
    lookup bytea not null check (octet_length(lookup) = 16),
    follows bytea check (octet_length(follows) = 32), -- a message: H(mailbox state before it); a report: null
    leaves bytea not null check (octet_length(leaves) = 32), -- H(mailbox state after it)
    payload bytea not null,
    parts integer not null check (parts between 0 and 1536)
);
create index deposit_lookup on postbox.deposit (lookup);

create table postbox.part (
    id bytea not null check (octet_length(id) = 16),
    number integer not null check (number between 0 and 1535),
    bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
    arrived date not null,
    primary key (id, number)
);

create table postbox.done (
    id bytea primary key check (octet_length(id) = 16),
    hash bytea not null check (octet_length(hash) = 32),
    arrived date not null
);

create table postbox.mailbox (
    lookup bytea primary key check (octet_length(lookup) = 16),
    auth_hash bytea not null check (octet_length(auth_hash) = 32),
    state bytea not null check (octet_length(state) = 16455)
);

create table postbox.reply (
    lookup bytea not null references postbox.mailbox on delete cascade,
    seq integer not null check (seq > 0),
    slot bytea not null check (octet_length(slot) = 18846),
    primary key (lookup, seq)
);

create table postbox.published (name text primary key, bytes bytea not null);

create table postbox.day_count (
    day date,
    name text check (name in ('pages', 'tickets', 'reports', 'messages', 'parts', 'asks', 'plain')),
    total bigint not null,
    primary key (day, name)
);

create unlogged table postbox.spent (
    id bytea primary key check (octet_length(id) = 16),
    day date not null
);

-- What is stored is ciphertext: trying to compress it only costs time.
alter table postbox.deposit alter payload set storage external;
alter table postbox.part alter bytes set storage external;
alter table postbox.mailbox alter state set storage external;
alter table postbox.reply alter slot set storage external;

-- The decoy: the mailbox read when there is none, so that a wrong code costs the same work as a right one. Its
-- auth_hash is not a hash that anybody knows the origin of; its bytes never leave the portal.
insert into postbox.mailbox values (
    decode(repeat('00', 16), 'hex'),
    sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')),
    decode(repeat('00', 16455), 'hex')
);
insert into postbox.reply
select decode(repeat('00', 16), 'hex'), seq, decode(repeat('00', 18846), 'hex') from generate_series(1, 4) seq;

-- Doors of the portal ------------------------------------------------------------------------------------------

-- A part of a deposit's files: 'done' (again too), 'conflict' (other bytes, or the deposit is complete), 'full'.
create function postbox.put_part(the_id bytea, the_number integer, the_bytes bytea, quota integer) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    stored bytea;
begin
    select p.bytes into stored from postbox.part p where p.id = the_id and p.number = the_number;
    if found then
        return case when stored = the_bytes then 'done' else 'conflict' end;
    elsif exists (select from postbox.done d where d.id = the_id) then
        return 'conflict';
    elsif (select count(*) from postbox.part) >= quota then
        return 'full';
    end if;
    insert into postbox.part values (the_id, the_number, the_bytes, current_date) on conflict do nothing;
    if found then
        return 'done';
    end if;
    select p.bytes into stored from postbox.part p where p.id = the_id and p.number = the_number;
    return case when stored = the_bytes then 'done' else 'conflict' end;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- What a `send` of this id and hash must hear before anything is stored: 'done' or 'conflict' when it came
-- before, 'missing:3,4' when its files are incomplete (their first twenty numbers), 'conflict' when parts are
-- too many or of a wrong size, else 'new', and then the id is taken. The doors' own: nobody else may call it.
create function postbox.claim(the_id bytea, the_hash bytea, the_parts integer) returns text
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    known bytea;
    missing text;
    sound boolean;
begin
    insert into postbox.done values (the_id, the_hash, current_date) on conflict do nothing;
    if not found then
        select d.hash into known from postbox.done d where d.id = the_id;
        return case when known = the_hash then 'done' else 'conflict' end;
    end if;
    select coalesce(bool_and(p.number < the_parts
        and (octet_length(p.bytes) = 1048576 or p.number = the_parts - 1)), true)
    into sound from postbox.part p where p.id = the_id;
    if not sound then
        return 'conflict';
    end if;
    select string_agg(n::text, ',') into missing from (
        select n from generate_series(0, the_parts - 1) n
        where not exists (select from postbox.part p where p.id = the_id and p.number = n)
        order by n limit 20
    ) absent;
    return coalesce('missing:' || missing, 'new');
end $$;

-- A whole report: 'done', 'conflict' or 'missing'. One transaction: nothing of it stays unless it is 'done'.
create function postbox.send_report(
    the_id bytea, the_hash bytea, the_payload bytea, the_parts integer,
    the_lookup bytea, the_auth_hash bytea, the_state bytea
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    answer text;
begin
    answer := postbox.claim(the_id, the_hash, the_parts);
    if answer = 'new' then
        insert into postbox.mailbox values (the_lookup, the_auth_hash, the_state) on conflict do nothing;
        if found then
            insert into postbox.deposit values
                (the_id, the_lookup, null, sha256(the_state), the_payload, the_parts);
            return 'done';
        end if;
        answer := 'conflict';
    end if;
    if answer <> 'done' then
        raise exception using errcode = 'CND09';
    end if;
    return answer;
exception
    when sqlstate 'CND09' then
        return answer; -- and what was claimed is free again
    when others then
        raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- A message to the mailbox whose state hashes to `the_old`: 'done', 'conflict' or 'missing'. A lookup that does
-- not exist, a wrong auth and an old state that has moved on are one and the same 'conflict'.
create function postbox.send_message(
    the_id bytea, the_hash bytea, the_payload bytea, the_parts integer,
    the_lookup bytea, the_auth_hash bytea, the_old bytea, the_state bytea
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    answer text;
begin
    answer := postbox.claim(the_id, the_hash, the_parts);
    if answer = 'new' then
        update postbox.mailbox m set state = the_state
        where m.lookup = the_lookup and m.auth_hash = the_auth_hash and sha256(m.state) = the_old;
        if found then
            insert into postbox.deposit values
                (the_id, the_lookup, the_old, sha256(the_state), the_payload, the_parts);
            return 'done';
        end if;
        answer := 'conflict';
    end if;
    if answer <> 'done' then
        raise exception using errcode = 'CND09';
    end if;
    return answer;
exception
    when sqlstate 'CND09' then
        return answer; -- and what was claimed is free again
    when others then
        raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- One page of one mailbox: five rows, the state first, then four slots, newest reply first; `genuine` is false
-- where the bytes are the decoy's. No row at all: the ticket's id was used before. The work is the same for a
-- mailbox that exists, one that does not, a wrong auth, and any number of replies.
create function postbox.ask(the_id bytea, the_lookup bytea, the_auth_hash bytea, the_page bigint)
returns table (genuine boolean, bytes bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    decoy constant bytea := '\x00000000000000000000000000000000';
    opened bytea;
    newest bigint;
begin
    insert into postbox.spent values (the_id, current_date) on conflict do nothing;
    if not found then
        return;
    end if;
    select m.lookup into opened from postbox.mailbox m
    where m.lookup = the_lookup and m.auth_hash = the_auth_hash and m.lookup <> decoy;
    select max(r.seq) - 4 * the_page into newest from postbox.reply r
    where r.lookup = coalesce(opened, decoy);
    return query select opened is not null, m.state from postbox.mailbox m
        where m.lookup = coalesce(opened, decoy);
    return query
        select candidate.real, r.slot
        from (
            select true as real, opened as lookup, newest - n as seq from generate_series(0, 3) n
            where opened is not null and newest - n > 0
            union all
            select false, decoy, n from generate_series(1, 4) n
        ) candidate
        join postbox.reply r on r.lookup = candidate.lookup and r.seq = candidate.seq
        order by candidate.real desc, candidate.seq desc limit 4;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- Published bytes by name ('roots', 'keyring', 'keyring-before', a page's name), or null.
create function postbox.published(the_name text) returns bytea
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select p.bytes from postbox.published p where p.name = the_name
$$;

-- Add to a day's counter: that something happened so often on a day is all that is ever kept of a visit.
create function postbox.count_day(the_name text, more integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
begin
    insert into postbox.day_count as c values (current_date, the_name, more)
    on conflict (day, name) do update set total = c.total + excluded.total;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

create function postbox.ready() returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as 'select true';

-- Doors of the collector ---------------------------------------------------------------------------------------

-- Ids of deposits to collect now, in no order of time. A message waits until what its mailbox sent before it is
-- collected, so that states arrive in their order without a number or a clock in any row.
create function postbox.waiting(most integer) returns setof bytea
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select d.id from postbox.deposit d
    where d.follows is null or not exists (
        select from postbox.deposit e
        where e.lookup = d.lookup and e.leaves = d.follows and e.id <> d.id
    )
    order by d.id limit most
$$;

-- A waiting deposit: its bytes, the hash its sender was told, the day it came, how many parts. No row when it is
-- not waiting. A message lies here without its auth, so its bytes do not hash to what its sender was told.
create function postbox.take(the_id bytea)
returns table (payload bytea, hash bytea, arrived date, parts integer)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select d.payload, n.hash, n.arrived, d.parts from postbox.deposit d join postbox.done n using (id) where d.id = the_id
$$;

create function postbox.take_part(the_id bytea, the_number integer) returns bytea
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select p.bytes from postbox.part p where p.id = the_id and p.number = the_number
$$;

-- Forget a deposit that casework has committed; true when it is gone, now or before. Its id and hash stay.
create function postbox.forget(the_id bytea, the_hash bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from postbox.done d where d.id = the_id and d.hash = the_hash) then
        return false;
    end if;
    delete from postbox.part p where p.id = the_id;
    delete from postbox.deposit d where d.id = the_id;
    return true;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- A reply for one mailbox: 'done' (again too), 'conflict' (other bytes under this number), 'unknown' mailbox.
create function postbox.deliver(the_lookup bytea, the_seq integer, the_slot bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    stored bytea;
begin
    if not exists (select from postbox.mailbox m where m.lookup = the_lookup) then
        return 'unknown';
    end if;
    insert into postbox.reply values (the_lookup, the_seq, the_slot) on conflict do nothing;
    select r.slot into stored from postbox.reply r where r.lookup = the_lookup and r.seq = the_seq;
    return case when stored = the_slot then 'done' else 'conflict' end;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- Publish bytes under a name. The keyring that a new one replaces stays as 'keyring-before': a report sealed a
-- minute earlier still counts.
create function postbox.publish(the_name text, the_bytes bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if the_name = 'keyring' then
        insert into postbox.published as p
        select 'keyring-before', k.bytes from postbox.published k
        where k.name = 'keyring' and k.bytes <> the_bytes
        on conflict (name) do update set bytes = excluded.bytes;
    end if;
    insert into postbox.published as p values (the_name, the_bytes)
    on conflict (name) do update set bytes = excluded.bytes where p.bytes <> excluded.bytes;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- A mailbox from casework, after the postbox was lost; its replies follow by `deliver`. One that is here stays
-- as it is: its state may be newer than casework's.
create function postbox.refill(the_lookup bytea, the_auth_hash bytea, the_state bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into postbox.mailbox values (the_lookup, the_auth_hash, the_state) on conflict do nothing;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- Forget parts of deposits that nobody finished within a day, spent tickets, and receipts of codes that have
-- ended. Returns how many parts went.
create function postbox.sweep(today date, code_life_days integer default 1826) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    swept bigint;
begin
    delete from postbox.part p
    where not exists (select from postbox.deposit d where d.id = p.id)
      and not exists (select from postbox.part q where q.id = p.id and q.arrived >= today - 1);
    get diagnostics swept = row_count;
    delete from postbox.spent s where s.day < today - 1;
    delete from postbox.done n
    where n.arrived < today - code_life_days and not exists (select from postbox.deposit d where d.id = n.id);
    return swept;
exception when others then
    raise exception using errcode = sqlstate, message = 'postbox';
end $$;

-- How much waits, since which day.
create function postbox.status() returns table (deposits bigint, parts bigint, oldest date)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select (select count(*) from postbox.deposit), (select count(*) from postbox.part),
        (select min(n.arrived) from postbox.done n join postbox.deposit d using (id))
$$;

-- The days' counters from one day on.
create function postbox.counted(since date) returns table (day date, name text, total bigint)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select c.day, c.name, c.total from postbox.day_count c where c.day >= since order by c.day, c.name
$$;

grant usage on schema postbox to portal, collector;
revoke execute on all functions in schema postbox from public;
grant execute on function
    postbox.put_part, postbox.send_report, postbox.send_message, postbox.ask, postbox.published,
    postbox.count_day, postbox.ready
to portal;
grant execute on function
    postbox.waiting, postbox.take, postbox.take_part, postbox.forget, postbox.deliver, postbox.publish,
    postbox.refill, postbox.sweep, postbox.status, postbox.counted, postbox.ready
to collector;
