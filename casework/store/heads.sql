-- Once a day the collector signs where every ledger stands, so that a tail cut off later shows. Only what moved
-- since the day before is written down: signed is all of it.

set local search_path = casework;

create table heads (
    on_day    date primary key,
    signer    id not null,
    signature bytea not null check (length(signature) = 64)
);

create table head_entries (
    on_day date not null references heads,
    folder id not null references folders,
    seq    integer not null check (seq >= 0),
    hash   hash not null,
    primary key (folder, on_day)
);

do $$
declare
    name text;
begin
    foreach name in array array['heads', 'head_entries'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy worker on casework.%I to casework_worker using (true)', name);
        execute format('create policy export on casework.%I for select to casework_owner using (true)', name);
        execute format('create trigger only_added before update or delete or truncate on casework.%I
                        for each statement execute function refuse()', name);
    end loop;
end
$$;
grant select, insert on heads, head_entries to casework_worker;

-- A ledger says who did what and when, and no word of a report. Whoever administers may take all of it out, to be
-- checked elsewhere; an auditor reads it here, but no row of a folder that they are shut out of.
create policy export on events for select to casework_owner using (true);

create function audits() returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select exists (select from officers where oid = my_oid() and role in ('auditor', 'data_protection_officer'))
$$;

create function my_exclusions() returns setof bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select folder from exclusions where oid = my_oid()
$$;

create policy audit on events for select to casework_web
    using ((select audits()) and folder <> all (array(select my_exclusions())));

revoke execute on function audits(), my_exclusions() from public;
grant execute on function audits(), my_exclusions() to casework_web;
