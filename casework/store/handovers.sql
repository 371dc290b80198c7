-- Handing a case over: whoever takes it on can open it and each of its reports; whoever had it no longer opens it,
-- unless they are handing it over themselves and are taken out with the same request.

set local search_path = casework;

-- Whether somebody holds a live key of a folder and is not shut out. For doors only: it would tell who reads what.
create function opens(whose bytea, of_folder bytea) returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select exists (select from wraps w join keys k on k.kid = w.holder join officers o using (oid)
                   where w.folder = of_folder and w.live and (w.until is null or w.until >= today())
                     and k.oid = whose and k.ended_on is null and o.left_on is null)
       and not exists (select from exclusions where folder = of_folder and oid = whose)
$$;

create function hand_over(of_case bytea, at integer, new_handler bytea, sent bytea[], quiet text) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    known cases;
begin
    select * into known from cases where folder = of_case and folder in (select my_folders()) for update;
    if not found or known.handler = new_handler
       or not exists (select from officers where oid = my_oid() and role in ('monitoring_officer', 'deputy'))
       or not exists (select from officers where oid = new_handler
                      and role in ('monitoring_officer', 'deputy', 'triage_officer'))
       or not opens(new_handler, of_case)
       or exists (select from case_reports where folder = of_case and unlinked_on is null
                  and not opens(new_handler, report))
       or (known.handler <> my_oid() and opens(known.handler, of_case)) then
        return false;
    end if;
    if not move_case(of_case, at, 'hand_over', known.state, known.state, sent, quiet) then
        return false;
    end if;
    update cases set handler = new_handler where folder = of_case;
    return true;
end
$$;

-- Cases whose handler can no longer open them: they left, got new keys, were taken out or shut out.
create function my_handovers() returns table (folder bytea, ref text, state text)
language sql stable security definer set search_path = casework, pg_temp as $$
    select c.folder, c.ref, c.state from cases c
    where c.folder = any (array(select my_folders())) and c.state <> 'destroyed' and not opens(c.handler, c.folder)
    order by c.opened_on, c.folder limit 200
$$;

revoke execute on function opens(bytea, bytea), hand_over(bytea, integer, bytea, bytea[], text), my_handovers() from public;
grant execute on function hand_over(bytea, integer, bytea, bytea[], text), my_handovers() to casework_web;
