-- Packs and lawyers' folders of a case, for those who lead it: who else reads one finds it without learning of which
-- case it is. `allegations`: those whose words it holds.

set local search_path = casework;

create table case_packs (
    pack        id primary key references folders,
    folder      id not null references cases,
    kind        text not null check (kind in ('pack', 'privileged')),
    purpose     text not null,
    allegations text[] not null,
    made_on     date not null
);
create index packs_of_case on case_packs (folder);
alter table case_packs enable row level security;
alter table case_packs force row level security;
create policy readers on case_packs for select to casework_web
    using (folder = any (array(select my_folders())));
create policy make on case_packs for insert to casework_web
    with check (folder = any (array(select my_folders())) and pack = any (array(select my_folders()))
                and made_on = (select (now() at time zone 'utc')::date));
grant select, insert on case_packs to casework_web;
