-- Who has said what about a conflict of interest, and who is shut out of which folder. Nobody sees a row of a
-- folder before they have said that they have no conflict there; exclusion beats every wrap and every grant.

set local search_path = casework;

create table conflict_declarations (
    declaration id primary key,
    folder      id not null references folders,
    oid         id not null references officers,
    answer      text not null check (answer in ('none', 'possible', 'yes')),
    kinds       text[] not null,
    declared_on date not null,
    expires_on  date not null,                     -- its last day
    decision    text check (decision in ('clear', 'mitigated', 'excluded')),   -- null: a colleague must decide
    decided_by  id references officers,
    option_used text check (option_used in ('deputy', 'external_investigator', 'other_authority_officer',
                                            'chief_executive', 'chair_of_audit')),
    newest      boolean not null default true,
    check ((answer = 'none') = (kinds = '{}'))
);
create unique index one_newest_declaration on conflict_declarations (folder, oid) where newest;

create table exclusions (
    folder id not null references folders,
    oid    id not null references officers,
    reason text not null check (reason in ('left_out', 'conflict')),
    since  date not null,
    primary key (folder, oid, reason)
);

do $$
declare
    name text;
begin
    foreach name in array array['conflict_declarations', 'exclusions'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy doors on casework.%I to casework_owner using (true)', name);
        execute format('create policy readers on casework.%I for select to casework_web
                        using (folder = any (array(select casework.my_folders())))', name);
    end loop;
end
$$;
alter policy holder on wraps
    using (live and holder = any (array(select my_kids())) and folder = any (array(select my_folders())));
create policy worker on exclusions for insert to casework_worker with check (reason = 'left_out');
grant select on conflict_declarations, exclusions to casework_web;
grant insert on exclusions to casework_worker;

create function today() returns date language sql stable as $$ select (now() at time zone 'utc')::date $$;

-- Which kinds of folder a role may ever see, whoever grants what: letters to the people who handle them, what a
-- lawyer wrote to few (casework/access_matrix.py).
create function sees(of_role text, kind text) returns boolean language sql immutable as $$
    select case kind
        when 'report' then of_role in ('monitoring_officer', 'deputy', 'triage_officer', 'external_investigator',
                                       'independent_person')
        when 'privileged' then of_role in ('monitoring_officer', 'deputy', 'external_investigator')
        else of_role in ('monitoring_officer', 'deputy', 'triage_officer', 'investigator', 'external_investigator',
                         'hr_lead', 'counter_fraud_lead', 'independent_person')
    end
$$;

-- Folders that the caller holds a key of and is not shut out of, declared or not.
create function my_held_folders() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from folders f
    where folder in (select folder from wraps
                     where live and holder in (select kid from keys where oid = (select my_oid())))
      and folder not in (select folder from exclusions where oid = (select my_oid()))
      and sees((select role from officers where oid = (select my_oid())), kind)
$$;

create or replace function my_folders() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from my_held_folders() as held (folder) join conflict_declarations using (folder)
    where oid = (select my_oid()) and newest and decision in ('clear', 'mitigated')
      and expires_on >= (select today())
$$;

-- What waits for the caller's declaration, or for a colleague's decision about it: a date, and no word.
create function my_undeclared_folders() returns table (folder bytea, kind text, received_on date, standing text)
language sql stable security definer set search_path = casework, pg_temp as $$
    select f.folder, f.kind, f.made_on,
        case when d.declaration is null then 'declare' when d.decision is null then 'undecided' else 'again' end
    from my_held_folders() as held (folder) join folders f using (folder)
    left join conflict_declarations d on d.folder = f.folder and d.oid = (select my_oid()) and d.newest
    where d.declaration is null or d.decision is null or d.expires_on < (select today())
$$;

create function exclude(of_folder bytea, whom bytea) returns void
language sql security definer set search_path = casework, pg_temp as $$
    insert into exclusions values (of_folder, whom, 'conflict', today()) on conflict do nothing;
    update wraps set live = false
    where folder = of_folder and live and holder in (select kid from keys where oid = whom);
$$;

-- One's own declaration. `none` opens the folder for 90 days, `possible` waits for a colleague, `yes` ends one's
-- access at once.
create function declare_conflict(named bytea, of_folder bytea, said text, of_kinds text[]) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if of_folder not in (select my_held_folders()) then
        return false;
    end if;
    update conflict_declarations set newest = false where folder = of_folder and oid = my_oid() and newest;
    insert into conflict_declarations
    values (named, of_folder, my_oid(), said, of_kinds, today(), today() + 90,
            case said when 'none' then 'clear' when 'yes' then 'excluded' end);
    if said = 'yes' then
        perform exclude(of_folder, my_oid());
    end if;
    return true;
end
$$;

-- A colleague's decision about somebody else, by whoever decides cases and reads this folder: once. Who takes
-- over from somebody shut out can be noted then or later.
create function decide_conflict(named bytea, of_folder bytea, decided text, takes_over text) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    known conflict_declarations;
begin
    select * into known from conflict_declarations
    where declaration = named and folder = of_folder and newest and oid <> my_oid()
      and folder in (select my_folders())
      and exists (select from officers where oid = my_oid() and role in ('monitoring_officer', 'deputy'))
    for update;
    if not found or known.option_used is not null
       or (known.decision is not null and (known.decision <> 'excluded' or decided <> 'excluded')) then
        return false;
    end if;
    update conflict_declarations set decision = decided, decided_by = my_oid(), option_used = takes_over
    where declaration = named;
    if decided = 'excluded' then
        perform exclude(of_folder, known.oid);
    end if;
    return true;
end
$$;

-- A new name was added: everybody who reads the folder declares again before they read on.
create function renew_declarations(of_folder bytea) returns void
language sql security definer set search_path = casework, pg_temp as $$
    update conflict_declarations set expires_on = today() - 1
    where folder = of_folder and newest and expires_on >= today() and folder in (select my_folders())
$$;

-- Whoever opens a folder knows what goes into it, and is asked like everybody else after 90 days.
create function declare_opener() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if my_oid() is not null then
        insert into conflict_declarations values (uuid_send(gen_random_uuid()), new.folder, my_oid(), 'none', '{}',
                                                  today(), today() + 90, 'clear');
    end if;
    return null;
end
$$;
create trigger opener after insert on folders for each row when (new.kind <> 'report')
    execute function declare_opener();

revoke execute on function today(), sees(text, text), my_held_folders(), my_undeclared_folders(), exclude(bytea, bytea),
    declare_conflict(bytea, bytea, text, text[]), decide_conflict(bytea, bytea, text, text),
    renew_declarations(bytea), declare_opener() from public;
grant execute on function my_undeclared_folders(), declare_conflict(bytea, bytea, text, text[]),
    decide_conflict(bytea, bytea, text, text), renew_declarations(bytea) to casework_web;

-- Mail, too, goes to nobody who is shut out.
create or replace function notice_of_wrap() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    whose bytea := (select oid from keys where kid = new.holder and ended_on is null);
begin
    if new.live and not exists (
        select from wraps w join keys k on k.kid = w.holder
        where w.folder = new.folder and w.live and k.oid = whose and (w.epoch, w.holder) <> (new.epoch, new.holder)
    ) and not exists (select from exclusions e where e.folder = new.folder and e.oid = whose) then
        perform queue_notice(whose);
    end if;
    return null;
end
$$;
create or replace function notice_of_message() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform queue_notice(held.oid) from (
        select distinct k.oid from wraps w join keys k on k.kid = w.holder and k.ended_on is null
        where w.folder = new.folder and w.live
        except select oid from exclusions where folder = new.folder
    ) as held;
    return null;
end
$$;

-- What was collected before: whoever was left out stays out. The owner is no reader of mailboxes: for this one
-- statement it is let in.
alter table mailboxes no force row level security;
insert into exclusions
    select m.folder, unnest(m.barred), 'left_out', f.made_on from mailboxes m join folders f using (folder);
alter table mailboxes force row level security;
