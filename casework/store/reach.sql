-- Who reaches which folder, kept ready: a row for each officer who holds a key of it, whose role may see it and who is
-- not shut out. Row security asks this table one row at a time, so that a page costs what it shows and not what there
-- is. Triggers make a folder's rows anew, under a lock, whenever something they follow from changes; nobody else may
-- write them.

set local search_path = casework;

alter table folders
    add messages integer not null default 0,
    add replies  integer not null default 0,
    add answered integer not null default -1;      -- how many messages the last answer knew of; -1: none was given

create table reach (
    oid        id not null references officers,
    folder     id not null references folders,
    kind       text not null,
    made_on    date not null,
    held_until date not null,                      -- the last day of the key; infinity: none
    open_until date not null,                      -- and of the word that there is no conflict; -infinity: none
    opened     boolean not null,                   -- whether its holder has read it
    waiting    boolean not null,                   -- whether the reporter spoke last
    primary key (oid, folder)
);
create index inbox on reach (oid, opened, waiting desc, made_on desc, folder) where kind = 'report';
create index reached_cases on reach (oid, folder) include (open_until) where kind = 'case';
create index undeclared on reach (oid, open_until);

-- The queue reads its groups in their order: each has an index, and a case knows whether a reporter of it waits.
alter table cases add waiting boolean not null default false;
update cases c set waiting = exists (select from case_reports r
                                     where r.folder = c.folder and r.waiting and r.unlinked_on is null);
create index live_cases_by_due on cases (due_on, folder) where state not in ('closed', 'destroyed');
create index waiting_cases_by_due on cases (due_on, folder) where state not in ('closed', 'destroyed') and waiting;
create index closed_cases_by_due on cases (due_on, folder) where state = 'closed';
create function follow_reports() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    update cases set waiting = exists (select from case_reports r
                                       where r.folder = new.folder and r.waiting and r.unlinked_on is null)
    where folder = new.folder;
    return null;
end
$$;
create trigger waiting after insert or update of waiting, unlinked_on on case_reports
    for each row execute function follow_reports();
revoke execute on function follow_reports() from public;

create function reach_anew(of_folder bytea) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform from folders where folder = of_folder for no key update;
    delete from reach where folder = of_folder;
    insert into reach
        select held.oid, f.folder, f.kind, f.made_on, held.until,
               case when d.decision in ('clear', 'mitigated') then least(held.until, d.expires_on) else '-infinity' end,
               exists (select from events e join keys k on k.kid = e.signer
                       where e.folder = f.folder and e.act = 'read' and k.oid = held.oid),
               f.messages > f.answered
        from folders f
        cross join lateral (select k.oid, max(coalesce(w.until, 'infinity')) as until
                            from wraps w join keys k on k.kid = w.holder
                            where w.folder = f.folder and w.live group by k.oid) held
        join officers o on o.oid = held.oid and sees(o.role, f.kind)
        left join conflict_declarations d on d.folder = f.folder and d.oid = held.oid and d.newest
        where f.folder = of_folder
          and not exists (select from exclusions x where x.folder = f.folder and x.oid = held.oid);
end
$$;

create function follow_folders() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform reach_anew(changed.folder) from (select distinct folder from touched order by folder) as changed;
    return null;
end
$$;
do $$
declare
    name text;
begin
    foreach name in array array['wraps', 'exclusions', 'conflict_declarations'] loop
        execute format('create trigger reach_inserted after insert on casework.%I referencing new table as touched
                        for each statement execute function casework.follow_folders()', name);
        execute format('create trigger reach_updated after update on casework.%I referencing new table as touched
                        for each statement execute function casework.follow_folders()', name);
        execute format('create trigger reach_deleted after delete on casework.%I referencing old table as touched
                        for each statement execute function casework.follow_folders()', name);
    end loop;
end
$$;

-- A key that gets its name, or a person who gets another role, reaches other folders.
create function follow_people() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform reach_anew(held.folder) from (
        select distinct w.folder from wraps w join keys k on k.kid = w.holder where k.oid = new.oid order by 1
    ) as held;
    return null;
end
$$;
create trigger reach_named after insert or update of kid, oid on keys
    for each row when (new.kid is not null) execute function follow_people();
create trigger reach_role after update of role on officers
    for each row when (new.role <> old.role) execute function follow_people();

create function follow_reading() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    update reach set opened = true
    where folder = new.folder and oid = (select oid from keys where kid = new.signer) and not opened;
    return null;
end
$$;
create trigger reach_read after insert on events
    for each row when (new.act = 'read') execute function follow_reading();

create function follow_writing() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if tg_table_name = 'messages' then
        update folders set messages = messages + 1 where folder = new.folder;
    else
        update folders set replies = replies + 1, answered = greatest(answered, new.answers)
        where folder = new.folder;
    end if;
    update reach r set waiting = f.messages > f.answered from folders f
    where r.folder = new.folder and f.folder = new.folder;
    return null;
end
$$;
create trigger reach_written after insert on messages for each row execute function follow_writing();
create trigger reach_answered after insert on replies for each row execute function follow_writing();

alter table reach enable row level security;
alter table reach force row level security;
create policy doors on reach to casework_owner using (true);
create policy own on reach for select to casework_web
    using (oid = (select my_oid()) and open_until >= (select today()));
grant select on reach to casework_web;

-- What has no declaration yet is not among an officer's own rows: these doors alone tell its date.
create or replace function my_held_folders() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from reach where oid = (select my_oid()) and held_until >= (select today())
$$;

create or replace function my_folders() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from reach where oid = (select my_oid()) and open_until >= (select today())
$$;

create or replace function my_undeclared_folders()
returns table (folder bytea, kind text, received_on date, standing text)
language sql stable security definer set search_path = casework, pg_temp as $$
    select r.folder, r.kind, r.made_on,
        case when d.declaration is null then 'declare' when d.decision is null then 'undecided' else 'again' end
    from reach r left join conflict_declarations d on d.folder = r.folder and d.oid = r.oid and d.newest
    where r.oid = (select my_oid()) and r.held_until >= (select today()) and r.open_until < (select today())
$$;

-- Cases whose handler can no longer open them, without asking anew for each of thousands.
create or replace function my_handovers() returns table (folder bytea, ref text, state text)
language sql stable security definer set search_path = casework, pg_temp as $$
    select c.folder, c.ref, c.state
    from cases c join reach mine on mine.folder = c.folder
    where mine.oid = (select my_oid()) and mine.open_until >= (select today()) and c.state <> 'destroyed'
      and (exists (select from exclusions x where x.folder = c.folder and x.oid = c.handler) or not exists (
            select from wraps w join keys k on k.kid = w.holder join officers o using (oid)
            where w.folder = c.folder and w.live and (w.until is null or w.until >= (select today()))
              and k.oid = c.handler and k.ended_on is null and o.left_on is null))
    order by c.opened_on, c.folder limit 200
$$;

-- Every table whose rows belong to a folder: one look at `reach` for each row that is about to be seen. The look is a
-- scalar, which PostgreSQL never turns into a table of all that the officer reaches.
do $$
declare
    name text;
begin
    foreach name in array array['reports', 'messages', 'parts', 'replies', 'events', 'folders', 'items', 'seed_chains',
                                'conflict_declarations', 'exclusions', 'cases', 'case_reports', 'case_answers',
                                'case_moves', 'case_pauses', 'case_extensions', 'detriments', 'identity_releases',
                                'check_ins', 'case_packs'] loop
        execute format('alter policy readers on casework.%1$I using (
            (select true from casework.reach mine where mine.oid = (select casework.my_oid())
                and mine.folder = casework.%1$I.folder and mine.open_until >= (select casework.today())))', name);
    end loop;
end
$$;
alter policy holder on wraps using (
    live and holder = any (array(select my_kids()))
    and (select true from reach mine where mine.oid = (select my_oid())
             and mine.folder = wraps.folder and mine.open_until >= (select today())));
alter policy holder on identity_shares using (
    holder = any (array(select my_kids()))
    and (select true from reach mine where mine.oid = (select my_oid())
             and mine.folder = identity_shares.folder and mine.open_until >= (select today())));

revoke execute on function reach_anew(bytea), follow_folders(), follow_people(), follow_reading(), follow_writing()
    from public;
grant execute on function today() to casework_web;

-- What there was before. The owner is no reader of messages and replies: for these statements it is let in.
alter table messages no force row level security;
alter table replies no force row level security;
update folders f set
    messages = (select count(*) from messages m where m.folder = f.folder),
    replies = (select count(*) from replies p where p.folder = f.folder),
    answered = coalesce((select max(answers) from replies p where p.folder = f.folder), -1)
where kind = 'report';
alter table messages force row level security;
alter table replies force row level security;
do $$ begin perform casework.reach_anew(folder) from casework.folders; end $$;
