-- Folders that a recovery group gives to new keys. The offline tool makes the wraps, custodians sign each folder's
-- event, the worker puts both in. Whoever runs it as the owner sees the ledgers of these folders and no word of any.

set local search_path = casework;

create table recovery_requests (
    folder   id primary key references folders,
    rid      id not null,
    asked_on date not null
);

create table recovery_events (                       -- unsigned `recover` events
    folder   id primary key references recovery_requests on delete cascade,
    doc_hash hash not null unique,
    document bytea not null check (length(document) < 65536),
    refused  text                                    -- why the worker could not put it in
);

create table recovery_wraps (
    folder id not null references recovery_events on delete cascade,
    epoch  integer not null,
    holder id not null,
    wrap   bytea not null check (length(wrap) = 1168),
    primary key (folder, holder)
);

create table recovery_signatures (
    doc_hash  hash not null references recovery_events (doc_hash) on delete cascade,
    id        id not null,
    signature bytea not null check (length(signature) = 64),
    primary key (doc_hash, id)
);

do $$
declare
    name text;
begin
    foreach name in array array['recovery_requests', 'recovery_events', 'recovery_wraps', 'recovery_signatures'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy doors on casework.%I to casework_owner using (true)', name);
        execute format('create policy worker on casework.%I to casework_worker using (true)', name);
    end loop;
    foreach name in array array['recovery_events', 'recovery_signatures'] loop
        execute format('create policy custodians on casework.%I for select to casework_web
                        using (exists (select my_custodian_ids()))', name);
    end loop;
    foreach name in array array['events', 'seed_chains'] loop
        execute format('create policy recovering on casework.%I for select to casework_owner
                        using (folder = any (array(select folder from casework.recovery_requests)))', name);
    end loop;
end
$$;
create policy own on recovery_signatures for insert to casework_web
    with check (id = any (array(select my_custodian_ids())));

grant select on recovery_events, recovery_signatures to casework_web;
grant insert on recovery_signatures to casework_web;
grant select on recovery_requests, recovery_wraps, recovery_signatures to casework_worker;
grant select, update (refused) on recovery_events to casework_worker;

-- The worker reads no ledger but those that are being recovered.
create function recovery_ledger(of_folder bytea) returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select frame from events
    where folder = of_folder and folder in (select folder from recovery_events) order by seq
$$;

-- The folder has moved on since its event was made: the same for its new place, which nobody has signed yet.
create function relay_recovery(of_folder bytea, new_hash bytea, new_document bytea) returns void
language sql security definer set search_path = casework, pg_temp as $$
    delete from recovery_signatures s using recovery_events e where e.folder = of_folder and s.doc_hash = e.doc_hash;
    update recovery_events set doc_hash = new_hash, document = new_document where folder = of_folder;
$$;

-- Puts the wraps in, beside the event that the worker has just added: only those that were laid out.
create function finish_recovery(of_folder bytea) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not exists (select from events e join recovery_events r using (folder, doc_hash) where folder = of_folder) then
        raise exception 'its event is not in the ledger' using errcode = 'insufficient_privilege';
    end if;
    delete from wraps w using recovery_wraps r
        where w.folder = of_folder and not w.live and (r.folder, r.epoch, r.holder) = (w.folder, w.epoch, w.holder);
    insert into wraps (folder, epoch, holder, wrap)
        select folder, epoch, holder, wrap from recovery_wraps where folder = of_folder;
    delete from recovery_requests where folder = of_folder;
end
$$;

revoke execute on function recovery_ledger(bytea), relay_recovery(bytea, bytea, bytea), finish_recovery(bytea) from public;
grant execute on function recovery_ledger(bytea), relay_recovery(bytea, bytea, bytea), finish_recovery(bytea)
    to casework_worker;
