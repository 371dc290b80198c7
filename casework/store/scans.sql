-- Files that officers add: sealed in their browser, end to end in parts, as reporters' files are. The item that lists
-- them is written after its last part; a stream without its item is noise that nobody can open.

set local search_path = casework;

create table item_parts (
    item   id not null,                            -- the item that will list the files
    number integer not null check (number between 0 and 63),
    folder id not null references folders,
    bytes  bytea not null check (length(bytes) between 1 and 1048576),
    signer id not null references keys (kid),
    primary key (item, number)
);
create index item_parts_of on item_parts (folder);
alter table item_parts enable row level security;
alter table item_parts force row level security;
create policy readers on item_parts for select to casework_web
    using (folder = any (array(select my_folders())));
create policy append on item_parts for insert to casework_web
    with check (folder = any (array(select my_folders())) and signer = any (array(select my_kids())));
grant select, insert on item_parts to casework_web;
create trigger only_added before update or delete or truncate on item_parts
    for each statement execute function refuse();
