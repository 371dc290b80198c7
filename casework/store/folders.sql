-- Folders of every kind: whatever a different set of people may read has its own (protocol §5). Items are what
-- officers put in; seed chains let whoever holds a folder's newest key open what was sealed to the keys before.

set local search_path = casework;

create table folders (
    folder  id primary key,
    kind    text not null check (kind in ('report', 'case', 'pack', 'privileged')),
    made_on date not null
);

create table items (
    item_id id primary key,
    folder  id not null references folders,
    kind    text not null check (kind in ('note', 'evidence', 'field')),
    name    text check (name ~ '^[a-z][a-z0-9_]{0,63}$'),   -- a field's code, never free text
    seq     integer not null check (seq >= 0),
    signer  id not null references keys (kid),
    on_day  date not null,
    item    bytea not null,
    unique (folder, name, seq),
    check ((kind = 'field') = (name is not null) and (kind = 'field') = (seq > 0))
);

create table seed_chains (
    folder id not null references folders,
    epoch  integer not null check (epoch > 1),               -- the newer one, whose key opens the older seed
    sealed bytea not null check (length(sealed) = 1168),
    primary key (folder, epoch)
);

do $$
declare
    name text;
begin
    foreach name in array array['folders', 'items', 'seed_chains'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy readers on casework.%I for select to casework_web
                        using (folder = any (array(select casework.my_folders())))', name);
    end loop;
end
$$;
create policy doors on folders to casework_owner using (true);
create policy worker on folders to casework_worker using (true);
create policy append on items for insert to casework_web
    with check (folder = any (array(select my_folders())) and signer = any (array(select my_kids())));

-- The owner is no reader of reports: for this one statement it is let in.
alter table reports no force row level security;
insert into folders select folder, 'report', received_on from reports;
alter table reports force row level security;

alter table reports add foreign key (folder) references folders;
alter table wraps add foreign key (folder) references folders;
alter table events drop constraint events_folder_fkey;
alter table events add foreign key (folder) references folders;

grant select on folders, items, seed_chains to casework_web;
grant insert on items to casework_web;
grant insert on folders to casework_worker;

create trigger only_added before update or delete or truncate on items
    for each statement execute function refuse();
create trigger only_added before update or delete or truncate on seed_chains
    for each statement execute function refuse();

-- A new folder with its first wraps. Whoever opens it must be among their holders: nobody is given a folder, not
-- even by injected SQL, that its opener could not see.
create function open_folder(opened bytea, as_kind text, holders bytea[], sealed bytea[]) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if as_kind = 'report' or not holders && array(select my_kids()) then
        raise exception 'a folder is opened by one of its holders' using errcode = 'insufficient_privilege';
    end if;
    insert into folders values (opened, as_kind, (now() at time zone 'utc')::date);
    insert into wraps (folder, epoch, holder, wrap)
        select opened, 1, given.holder, given.wrap from unnest(holders, sealed) as given (holder, wrap);
end
$$;
revoke execute on function open_folder(bytea, text, bytea[], bytea[]) from public;
grant execute on function open_folder(bytea, text, bytea[], bytea[]) to casework_web;
