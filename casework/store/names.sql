-- A name given in confidence: one half of its key, passed on by a holder to a colleague of the other group who asked
-- for it in the ledger. The half is handed out only after the reporter has been told, unless both say why not yet.

set local search_path = casework;

create table identity_releases (
    folder  id not null references folders,
    item_id id not null,                                  -- of the report or message that came with the name
    asking  hash not null,                                -- the event that asked
    to_kid  id not null references keys (kid),
    by_kid  id not null references keys (kid),
    seq     integer not null,                             -- of the event that agreed
    delayed boolean not null,
    share   bytea not null check (length(share) = 1168),
    primary key (asking, by_kid)
);
alter table identity_releases enable row level security;
alter table identity_releases force row level security;
create policy doors on identity_releases to casework_owner using (true);
create policy readers on identity_releases for select to casework_web
    using (folder = any (array(select my_folders())));
create policy release on identity_releases for insert to casework_web
    with check (folder = any (array(select my_folders())) and by_kid = any (array(select my_kids())));
grant select (folder, item_id, asking, to_kid, by_kid, seq, delayed), insert on identity_releases to casework_web;
create trigger only_added before update or delete or truncate on identity_releases
    for each statement execute function refuse();

-- Told: an officer has replied since both agreed.
create function released_share(of_asking bytea) returns bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select share from identity_releases r
    where asking = of_asking and to_kid in (select my_kids()) and folder in (select my_folders())
      and (delayed or exists (select from events e join keys k on k.kid = e.signer
                              where e.folder = r.folder and e.seq > r.seq and e.act = 'add'))
$$;
revoke execute on function released_share(bytea) from public;
grant execute on function released_share(bytea) to casework_web;
