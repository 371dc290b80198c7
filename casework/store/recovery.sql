-- Recovery groups: who can open a folder together when an office has lost its keys (protocol §3, §9). What stands
-- here is public; the key is in shares on paper.

set local search_path = casework;

create table recovery_groups (
    xpk       bytea primary key check (length(xpk) = 1216),
    title_en  text not null check (length(title_en) between 1 and 200),
    title_cy  text not null check (length(title_cy) between 1 and 200),
    holders   bytea[] not null check (cardinality(holders) between 2 and 16),   -- oids
    threshold smallint not null check (threshold between 2 and cardinality(holders)),
    used_on   date,                                  -- its shares were put together: it must be replaced
    ended_on  date                                   -- on the next keyring no more
);
create unique index one_live_group_of_a_title on recovery_groups (title_en) where ended_on is null;

alter table recovery_groups enable row level security;
alter table recovery_groups force row level security;
create policy doors on recovery_groups to casework_owner using (true);
create policy signed_in on recovery_groups for select to casework_web using ((select my_oid()) is not null);
create policy worker on recovery_groups for select to casework_worker using (true);
grant select on recovery_groups to casework_web, casework_worker;
