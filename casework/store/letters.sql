-- The chief executive's office enters letters and reads none. Row security shows them a case's folder from opening it
-- to being taken out, which happens in one transaction, and never after: not even with a wrap that somebody made them.

set local search_path = casework;

create table entering (                            -- by doors only; empty between two transactions
    folder id primary key references folders,
    oid    id not null references officers
);
alter table entering enable row level security;
alter table entering force row level security;
create policy doors on entering to casework_owner using (true);

create function enters() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    insert into entering select new.folder, oid from officers where oid = my_oid() and role = 'chief_executive';
    return null;
end
$$;
create trigger enters after insert on folders for each row when (new.kind = 'case') execute function enters();
revoke execute on function enters() from public;

create or replace function reach_anew(of_folder bytea) returns void
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
        join officers o on o.oid = held.oid
            and (sees(o.role, f.kind)
                 or exists (select from entering e where e.folder = f.folder and e.oid = o.oid))
        left join conflict_declarations d on d.folder = f.folder and d.oid = held.oid and d.newest
        where f.folder = of_folder
          and not exists (select from exclusions x where x.folder = f.folder and x.oid = held.oid);
end
$$;

create or replace function take_out(of_folder bytea, holders bytea[]) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform check_door(of_folder, '{}');
    update wraps set live = false where folder = of_folder and holder = any (holders);
    delete from entering where folder = of_folder;
end
$$;
