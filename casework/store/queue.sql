-- What waits for whom. A reporter who spoke last is marked when their message is filed, so that no queue has to
-- count; bad treatment has a list of its own, which comes before everything else.

set local search_path = casework;

alter table case_reports add waiting boolean not null default false;   -- its reporter spoke last
create index waiting_reports on case_reports (folder) where waiting and unlinked_on is null;

create function spoke_last() returns trigger
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    update case_reports set waiting = (tg_table_name = 'messages') where report = new.folder and unlinked_on is null;
    return null;
end
$$;
create trigger spoke_last after insert on messages for each row execute function spoke_last();
create trigger spoke_last after insert on replies for each row execute function spoke_last();
revoke execute on function spoke_last() from public;

create table detriments (
    folder       id not null references cases,
    seq          integer not null check (seq > 0),
    raised_on    date not null,
    kinds        text[] not null check (cardinality(kinds) > 0),
    wish         text not null check (wish in ('record_only', 'advise_me', 'act')),
    signer       id not null references keys (kid),
    contacted_on date,
    ended_on     date,
    primary key (folder, seq)
);
create index open_detriments on detriments (raised_on, folder) where ended_on is null;
alter table detriments enable row level security;
alter table detriments force row level security;
create policy readers on detriments for select to casework_web
    using (folder = any (array(select my_folders())));
create policy raise on detriments for insert to casework_web
    with check (folder = any (array(select my_folders())) and signer = any (array(select my_kids()))
                and contacted_on is null and ended_on is null);
create policy go_on on detriments for update to casework_web
    using (folder = any (array(select my_folders())) and ended_on is null) with check (true);

grant insert (waiting) on case_reports to casework_web;
grant select, insert (folder, seq, raised_on, kinds, wish, signer), update (contacted_on, ended_on)
    on detriments to casework_web;
