-- One matter, one answer about a conflict of interest: what somebody says of a report counts for the case that was
-- made of it and for that case's packs; what they say of a case, for its packs. Being shut out goes both ways.

set local search_path = casework;

alter table conflict_declarations add origin id references conflict_declarations;   -- said there; null: said here
create policy doors on case_packs to casework_owner using (true);

-- What follows from a folder: the case that holds a report, and the packs of that case.
create function follows(of_folder bytea) returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    with matter as (
        select folder from cases where folder = of_folder
        union select folder from case_reports where report = of_folder and unlinked_on is null
    )
    select folder from matter where folder <> of_folder
    union select pack from case_packs where folder in (select folder from matter)
    union select pack from opinions where folder in (select folder from matter)
$$;

-- Whether what is said of one folder is enough for the other: not for a case that holds other reports too.
create function is_enough(of_folder bytea, other bytea) returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select not exists (
        select from case_reports r where r.report <> of_folder and r.unlinked_on is null
        and exists (select from case_reports o where o.report = of_folder and o.folder = r.folder and o.unlinked_on is null)
        and (r.folder = other or other in (select pack from case_packs p where p.folder = r.folder)
             or other in (select pack from opinions p where p.folder = r.folder)))
$$;

create or replace function exclude(of_folder bytea, whom bytea) returns void
language sql security definer set search_path = casework, pg_temp as $$
    insert into exclusions
        select folder, whom, 'conflict', today() from (
            select of_folder union select follows(of_folder)
            union select report from case_reports where folder = of_folder and unlinked_on is null
        ) as matter (folder)
    on conflict do nothing;
    update wraps set live = false
    where live and holder in (select kid from keys where oid = whom)
      and folder in (select folder from exclusions where oid = whom);
$$;

-- Write down in another folder what was said in one, for a holder who has said nothing there that still counts;
-- a doubt counts more than what was said before it.
create function carry(said bytea, into_folder bytea) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    it conflict_declarations := (select d from conflict_declarations d where declaration = said);
begin
    if it.decision is not null and (not is_enough(it.folder, into_folder) or exists (
        select from conflict_declarations where folder = into_folder and oid = it.oid and newest
        and (decision is null or decision = 'excluded' or expires_on >= today()))) then
        return;
    end if;
    if not exists (select from wraps join keys on kid = holder
                   where folder = into_folder and live and oid = it.oid) then
        return;
    end if;
    update conflict_declarations set newest = false where folder = into_folder and oid = it.oid and newest;
    insert into conflict_declarations
    values (uuid_send(gen_random_uuid()), into_folder, it.oid, it.answer, it.kinds, it.declared_on, it.expires_on,
            it.decision, it.decided_by, it.option_used, true, it.declaration);
end
$$;

-- A case begun, a pack made: it starts with what was said, and is shut to whoever was shut out, of what it comes from.
create function follow() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    above bytea;
    below bytea;
    each_one record;
begin
    if tg_table_name = 'case_reports' then
        above := new.report;
        below := new.folder;
    else
        above := new.folder;
        below := new.pack;
    end if;
    insert into exclusions select below, oid, 'conflict', today() from exclusions
        where folder = above and reason = 'conflict' on conflict do nothing;
    update wraps set live = false where folder = below and live and holder in (
        select kid from keys join exclusions using (oid) where folder = below);
    for each_one in select declaration from conflict_declarations
                    where folder = above and newest and decision is distinct from 'excluded' loop
        perform carry(each_one.declaration, below);
    end loop;
    return null;
end
$$;
create trigger follow after insert on case_reports for each row execute function follow();
create trigger follow after insert on case_packs for each row execute function follow();
create trigger follow after insert on opinions for each row execute function follow();

alter function declare_conflict(bytea, bytea, text, text[]) rename to declare_here;
create function declare_conflict(named bytea, of_folder bytea, said text, of_kinds text[]) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not declare_here(named, of_folder, said, of_kinds) then
        return false;
    end if;
    if said <> 'yes' then
        perform carry(named, below) from follows(of_folder) as below;
    end if;
    return true;
end
$$;

alter function decide_conflict(bytea, bytea, text, text) rename to decide_here;
create function decide_conflict(named bytea, of_folder bytea, decided text, takes_over text) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not decide_here(named, of_folder, decided, takes_over) then
        return false;
    end if;
    update conflict_declarations set decision = decided, decided_by = my_oid(), option_used = takes_over
    where origin = named and newest;
    return true;
end
$$;

create or replace function renew_declarations(of_folder bytea) returns void
language sql security definer set search_path = casework, pg_temp as $$
    update conflict_declarations set expires_on = today() - 1
    where (folder = of_folder or folder in (select follows(of_folder))) and newest and expires_on >= today()
      and of_folder in (select my_folders())
$$;

revoke execute on function follows(bytea), is_enough(bytea, bytea), carry(bytea, bytea), follow(),
    declare_here(bytea, bytea, text, text[]), declare_conflict(bytea, bytea, text, text[]),
    decide_here(bytea, bytea, text, text), decide_conflict(bytea, bytea, text, text) from public;
revoke execute on function declare_here(bytea, bytea, text, text[]), decide_here(bytea, bytea, text, text)
    from casework_web;
grant execute on function declare_conflict(bytea, bytea, text, text[]), decide_conflict(bytea, bytea, text, text)
    to casework_web;
