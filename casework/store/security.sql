-- Who may touch which row. The web login owns nothing and names nobody: a transaction presents a session's
-- secret, and the officer is whoever that secret belongs to (architecture 3).

set local search_path = casework;

create function my_oid() returns bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select oid from sessions
    where secret_hash = sha256(convert_to(coalesce(current_setting('candour.session', true), ''), 'UTF8'))
      and until > now()
$$;

create function my_kids() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select kid from keys where oid = my_oid() and kid is not null
$$;

create function my_folders() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from wraps where live and holder in (select kid from keys where oid = my_oid())
$$;

create function my_custodian_ids() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select custodian_id from keys join officers using (oid)
    where custodian and ended_on is null and oid = my_oid()
$$;

do $$
declare
    name text;
begin
    for name in select tablename from pg_tables where schemaname = 'casework' loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
    end loop;
    -- The doors run as the owner, and see only what they need: no table with a reporter's words.
    foreach name in array array['officers', 'keys', 'accounts', 'vault_keys', 'sessions', 'tries', 'invitations',
                                'installation', 'documents', 'signatures', 'wraps', 'beats'] loop
        execute format('create policy doors on casework.%I to casework_owner using (true)', name);
    end loop;
    foreach name in array array['reports', 'messages', 'parts', 'replies', 'events'] loop
        execute format('create policy readers on casework.%I for select to casework_web
                        using (folder = any (array(select casework.my_folders())))', name);
    end loop;
    foreach name in array array['officers', 'keys', 'installation', 'documents', 'signatures'] loop
        execute format('create policy signed_in on casework.%I for select to casework_web
                        using ((select casework.my_oid()) is not null)', name);
    end loop;
    foreach name in array array['reports', 'wraps', 'identity_shares', 'messages', 'parts', 'replies', 'events',
                                'mailboxes', 'deposits', 'beats', 'documents', 'signatures', 'installation'] loop
        execute format('create policy worker on casework.%I to casework_worker using (true)', name);
    end loop;
end
$$;

create policy holder on wraps for select to casework_web
    using (live and holder = any (array(select my_kids())));
create policy holder on identity_shares for select to casework_web
    using (holder = any (array(select my_kids())) and folder = any (array(select my_folders())));
create policy own on accounts to casework_web using (oid = (select my_oid()));
create policy own on vault_keys for select to casework_web using (oid = (select my_oid()));

create policy answer on replies for insert to casework_web
    with check (folder = any (array(select my_folders())) and signer = any (array(select my_kids())));
create policy append on events for insert to casework_web
    with check (folder = any (array(select my_folders())) and signer = any (array(select my_kids())));

create policy name_keys on keys for update to casework_web
    using (kid is null and exists (select my_custodian_ids())) with check (kid is not null);
create policy draft on documents for insert to casework_web
    with check (not published and exists (select my_custodian_ids()));
create policy publish on documents for update to casework_web
    using (not published and exists (select my_custodian_ids())) with check (true);
create policy redraft on documents for delete to casework_web
    using (not published and exists (select my_custodian_ids()));
create policy own on signatures for insert to casework_web
    with check (id = any (array(select my_custodian_ids())));

grant usage on schema casework to casework_web, casework_worker;

grant select on officers, keys, vault_keys, installation, documents, signatures,
                reports, wraps, identity_shares, messages, parts, replies, events to casework_web;
grant select (oid, salt, vault), update (vault) on accounts to casework_web;
grant insert on replies, events, documents, signatures to casework_web;
grant update (published), delete on documents to casework_web;
grant update (kid) on keys to casework_web;

grant insert on reports, wraps, identity_shares, messages, parts, events to casework_worker;
grant select (folder, seq, on_day, doc_hash) on events to casework_worker;
grant select (folder, seq, item, delivered), update (delivered) on replies to casework_worker;
grant select, insert, update (state) on mailboxes to casework_worker;
grant select (payload_hash, id, refused), insert on deposits to casework_worker;
grant select, update (sent) on documents to casework_worker;
grant select on signatures, installation to casework_worker;
grant select, insert, update on beats to casework_worker;

-- Events are kept for good: no right to change them, and a trigger besides.
create function refuse() returns trigger language plpgsql as $$
begin
    raise exception 'events are only ever added';
end
$$;
create trigger only_added before update or delete or truncate on events
    for each statement execute function refuse();
