-- A report whose readers only read it: its writer left out whoever leads cases, or a colleague must decide about each
-- of them. Then the Independent Person, who reads it, lets somebody in (docs/decisions/0019).

set local search_path = casework;

create function stranded(of_folder bytea) returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select of_folder in (select my_folders())
       and exists (select from folders where folder = of_folder and kind = 'report')
       and not exists (
           select from officers o
           where o.role in ('monitoring_officer', 'deputy') and opens(o.oid, of_folder)
             and not exists (select from conflict_declarations d
                             where d.folder = of_folder and d.oid = o.oid and d.newest and d.decision is null))
$$;
revoke execute on function stranded(bytea) from public;
grant execute on function stranded(bytea) to casework_web;
