-- A reporter may object to somebody who can open their report. The message that says so is sealed: the server learns
-- of it from the first browser that opens it, which asks for the freeze before it shows a word. Frozen is undecided:
-- no row until a colleague has decided (docs/decisions/0015).

set local search_path = casework;

alter table conflict_declarations
    add message id references messages,             -- the reporter's objection; null: an officer's own declaration
    add raised_by id references officers,            -- whose browser opened it first
    add reason text check (reason in ('not_involved', 'at_a_distance', 'involved', 'looks_unfair', 'well_founded_fear')),
    add check ((message is null) = (raised_by is null));
create unique index one_freeze_a_message on conflict_declarations (folder, message) where message is not null;

-- Freeze one person, whom a message of this report objects to: by whoever leads and reads the report, or by that
-- person's own browser. A message freezes once: opening it again undoes no decision.
create function object_to(of_message bytea, of_report bytea, whom bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    each_folder bytea;
begin
    if of_report not in (select my_folders())
       or not (whom = my_oid() or exists (select from officers where oid = my_oid()
                                          and role in ('monitoring_officer', 'deputy', 'triage_officer'))) then
        return false;
    end if;
    perform pg_advisory_xact_lock(hashtext(encode(of_message, 'hex')));
    if exists (select from conflict_declarations where message = of_message) then
        return true;
    end if;
    for each_folder in select of_report union select follows(of_report) loop
        if exists (select from wraps join keys on kid = holder
                   where folder = each_folder and live and oid = whom)
           and not exists (select from exclusions where folder = each_folder and oid = whom) then
            update conflict_declarations set newest = false where folder = each_folder and oid = whom and newest;
            insert into conflict_declarations (declaration, folder, oid, answer, kinds, declared_on, expires_on, message, raised_by)
            values (uuid_send(gen_random_uuid()), each_folder, whom, 'possible', '{objection}', today(), today() + 90,
                    of_message, my_oid());
        end if;
    end loop;
    return true;
end
$$;

-- The decision, by whoever decides cases, reads the report and is somebody else; for every folder that was frozen.
create function decide_objection(of_message bytea, of_report bytea, decided text, why text) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    known conflict_declarations;
begin
    select * into known from conflict_declarations
    where message = of_message and folder = of_report and newest and decision is null and oid <> my_oid()
      and folder in (select my_folders())
      and exists (select from officers where oid = my_oid() and role in ('monitoring_officer', 'deputy'))
    for update;
    if not found or why is null then
        return false;
    end if;
    if decided = 'excluded' then
        perform exclude(of_report, known.oid);
    end if;
    update conflict_declarations set decision = decided, decided_by = my_oid(), reason = why
    where (message = of_message or origin in (select declaration from conflict_declarations where message = of_message))
      and newest and decision is null;
    return true;
end
$$;

-- Said by the reporter, here or in what this folder follows from.
create function of_an_objection(it conflict_declarations) returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select it.message is not null
        or exists (select from conflict_declarations o where o.declaration = it.origin and o.message is not null)
$$;

-- As before, but for two things: whoever waits for a colleague may only say that they are out ...
create or replace function declare_here(named bytea, of_folder bytea, said text, of_kinds text[]) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if of_folder not in (select my_held_folders())
       or (said <> 'yes' and exists (select from conflict_declarations where folder = of_folder and oid = my_oid()
                                     and newest and decision is null)) then
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

-- ... and an objection is decided with a reason, by the function above.
create or replace function decide_here(named bytea, of_folder bytea, decided text, takes_over text) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    known conflict_declarations;
begin
    select * into known from conflict_declarations
    where declaration = named and folder = of_folder and newest and oid <> my_oid()
      and (decision is not null or not of_an_objection(conflict_declarations))
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

revoke execute on function of_an_objection(conflict_declarations), object_to(bytea, bytea, bytea),
    decide_objection(bytea, bytea, text, text) from public;
grant execute on function object_to(bytea, bytea, bytea), decide_objection(bytea, bytea, text, text) to casework_web;
