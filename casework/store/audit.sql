-- Whoever audits reads the daily signatures too. Not somebody who is shut out of a folder: each signature is over all
-- ledgers, and would show them that one is missing.

set local search_path = casework;

do $$
declare
    name text;
begin
    foreach name in array array['heads', 'head_entries'] loop
        execute format('create policy audit on casework.%I for select to casework_web
                        using ((select casework.audits()) and (select not exists (select casework.my_exclusions())))',
                       name);
    end loop;
end
$$;
grant select on heads, head_entries to casework_web;
