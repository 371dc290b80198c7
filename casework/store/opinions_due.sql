-- The day by which somebody independent answers is counted in working days, so it is written down when they are asked,
-- and the only way to move a case goes by it: ten days over a holiday are not ten working days.

set local search_path = casework;

alter table opinions add due_on date;
update opinions set due_on = asked_on + 14;     -- no ten working days are fewer
alter table opinions alter due_on set not null, add check (due_on > asked_on);
grant insert (due_on) on opinions to casework_web;
alter policy ask on opinions
    with check (folder = any (array(select my_folders())) and pack = any (array(select my_folders()))
                and asked_by = any (array(select my_kids())) and asked_of <> (select my_oid())
                and asked_on = (select today()) and view is null and reminded = '{}');

create or replace function move_case(of_case bytea, at integer, as_step text, from_state text, to_state text, sent bytea[],
                          quiet text) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    mover bytea;
    mover_role text;
begin
    select kid, role into mover, mover_role from keys join officers using (oid)
    where oid = my_oid() and ended_on is null;
    if mover is null or of_case not in (select my_folders())
       or not (from_state = to_state and as_step in ('act_urgently', 'hand_over')
               or exists (select from permitted_moves p where p.step = as_step
                          and p.from_state = move_case.from_state and p.to_state = move_case.to_state)) then
        return false;
    end if;
    if as_step in ('dismiss', 'redirect') and not exists (
        select from opinions where folder = of_case and seq = (select max(seq) from opinions where folder = of_case)
        and (view is not null or (due_on < today() and cardinality(reminded) >= 2))) then
        return false;
    end if;
    update cases set state = to_state where folder = of_case and state = from_state;
    if not found then
        return false;
    end if;
    insert into case_moves values (of_case, at, as_step, from_state, to_state, mover,
                                   mover_role, (now() at time zone 'utc')::date, sent, quiet);
    return true;
end
$$;
