-- Cases (practice: a report is what one person sent; a case is what the office does about it). What is said stands
-- sealed in the case's folder; here are codes and days. Row security goes through the folder: without a wrap of the
-- case folder an officer sees no row of the case anywhere.

set local search_path = casework;

create table cases (
    folder    id primary key references folders,
    ref       text not null unique check (ref ~ '^WB-[0-9]{4}-[2-9A-HJ-NP-Z]{4}$'),   -- random, no serial number
    state     text not null default 'received',
    opened_on date not null,
    handler   id not null references officers,
    due_on    date,                                -- the next promise's last day; null: none runs
    due_clock text
);
create index cases_by_due on cases (due_on, folder);

-- Linking tells no reporter of another: each report keeps its own code, replies and clocks.
create table case_reports (
    folder      id not null references cases,
    report      id not null references reports,
    strength    text not null check (strength in ('same_matter', 'related')),
    linked_on   date not null,
    linked_by   id not null references keys (kid),
    unlinked_on date,
    unlinked_by id references keys (kid),
    primary key (folder, report, linked_on)
);
create unique index one_case_a_report on case_reports (report) where unlinked_on is null;
create index reports_of on case_reports (folder);

-- Codes that an officer chose; every version stays. The words that go with one stand in the field of this name.
create table case_answers (
    folder  id not null references cases,
    name    text not null check (name ~ '^[a-z][a-z0-9_]{0,63}$'),
    seq     integer not null check (seq > 0),
    codes   text[] not null,
    signer  id not null references keys (kid),
    as_role text not null,                         -- the signer's role on that day
    on_day  date not null,
    primary key (folder, name, seq)
);

create table case_moves (
    folder     id not null references cases,
    seq        integer not null check (seq > 0),
    step       text not null,
    from_state text not null,
    to_state   text not null,
    mover      id not null references keys (kid),
    as_role    text not null,
    on_day     date not null,
    replies    bytea[] not null,                   -- item ids of the replies that went with it
    silence    text,                               -- or why none did
    primary key (folder, seq)
);

create table case_pauses (
    folder id not null references cases,
    since  date not null,
    reason text not null check (reason in ('police_primacy', 'reporter_asked_to_pause')),
    until  date,
    by_kid id not null references keys (kid),
    primary key (folder, since)
);

create table case_extensions (
    folder id not null references cases,
    clock  text not null,
    seq    integer not null check (seq > 0),
    until  date not null,
    by_kid id not null references keys (kid),      -- who allowed it; why stands in the field extension_…
    on_day date not null,
    primary key (folder, clock, seq)
);

-- Second opinions. `pack`: the folder made for it, with neither the reporter's words nor a name.
create table opinions (
    folder     id not null references cases,
    seq        integer not null check (seq > 0),
    pack       id not null unique references folders,
    asked_of   id not null references officers,
    asked_by   id not null references keys (kid),
    asked_on   date not null,
    reminded   date[] not null default '{}',
    view       text check (view in ('agree', 'disagree', 'comment', 'no_comment')),
    replied_on date,
    primary key (folder, seq),
    check ((view is null) = (replied_on is null))
);

-- The procedure, again: what SQL itself lets a case do. A test compares it with the table in lifecycle.py.
create table permitted_moves (
    step       text not null,
    from_state text not null,
    to_state   text not null,
    primary key (step, from_state, to_state)
);
insert into permitted_moves values
    ('acknowledge', 'received', 'acknowledged'),
    ('assess', 'acknowledged', 'assessing'),
    ('assess', 'reopened', 'assessing'),
    ('plan', 'assessing', 'planning'),
    ('resolve_early', 'assessing', 'early_resolution'),
    ('ask_second_opinion', 'assessing', 'second_opinion'),
    ('dismiss', 'second_opinion', 'closed'),
    ('redirect', 'second_opinion', 'closed'),
    ('plan_after_all', 'second_opinion', 'planning'),
    ('investigate', 'planning', 'investigating'),
    ('pause', 'investigating', 'paused'),
    ('resume', 'paused', 'investigating'),
    ('submit_findings', 'investigating', 'report_review'),
    ('return_findings', 'report_review', 'investigating'),
    ('decide', 'report_review', 'decided'),
    ('start_actions', 'decided', 'actions'),
    ('close_without_actions', 'decided', 'closed'),
    ('close_after_actions', 'actions', 'closed'),
    ('request_review', 'closed', 'review_requested'),
    ('close_after_review', 'review_requested', 'closed'),
    ('reopen_after_review', 'review_requested', 'reopened'),
    ('reopen', 'closed', 'reopened'),
    ('destroy', 'closed', 'destroyed');

do $$
declare
    name text;
begin
    foreach name in array array['cases', 'case_reports', 'case_answers', 'case_moves', 'case_pauses',
                                'case_extensions', 'opinions', 'permitted_moves'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy doors on casework.%I to casework_owner using (true)', name);
    end loop;
    foreach name in array array['cases', 'case_reports', 'case_answers', 'case_moves', 'case_pauses',
                                'case_extensions'] loop
        execute format('create policy readers on casework.%I for select to casework_web
                        using (folder = any (array(select casework.my_folders())))', name);
    end loop;
    foreach name in array array['case_moves', 'case_answers'] loop
        execute format('create trigger only_added before update or delete or truncate on casework.%I
                        for each statement execute function casework.refuse()', name);
    end loop;
end
$$;
create policy signed_in on permitted_moves for select to casework_web using ((select my_oid()) is not null);

create policy begin on cases for insert to casework_web
    with check (folder = any (array(select my_folders())) and state = 'received' and handler = (select my_oid()));
create policy retime on cases for update to casework_web
    using (folder = any (array(select my_folders()))) with check (true);
create policy link on case_reports for insert to casework_web
    with check (folder = any (array(select my_folders())) and report = any (array(select my_folders()))
                and linked_by = any (array(select my_kids())));
create policy unlink on case_reports for update to casework_web
    using (folder = any (array(select my_folders())) and unlinked_on is null)
    with check (unlinked_by = any (array(select my_kids())));
create policy answer on case_answers for insert to casework_web
    with check (folder = any (array(select my_folders())) and signer = any (array(select my_kids())));
create policy pause on case_pauses for insert to casework_web
    with check (folder = any (array(select my_folders())) and by_kid = any (array(select my_kids())));
create policy go_on on case_pauses for update to casework_web
    using (folder = any (array(select my_folders())) and until is null) with check (until is not null);
create policy extend on case_extensions for insert to casework_web
    with check (folder = any (array(select my_folders())) and by_kid = any (array(select my_kids())));

-- Whoever is asked sees what they are asked, by its pack, and not the case.
create policy readers on opinions for select to casework_web
    using (folder = any (array(select my_folders())) or pack = any (array(select my_folders())));
create policy ask on opinions for insert to casework_web
    with check (folder = any (array(select my_folders())) and pack = any (array(select my_folders()))
                and asked_by = any (array(select my_kids())) and asked_of <> (select my_oid())
                and view is null and reminded = '{}');
create policy give on opinions for update to casework_web
    using (view is null and asked_of = (select my_oid()) and pack = any (array(select my_folders())))
    with check (view is not null);

grant select on cases, case_reports, case_answers, case_moves, case_pauses, case_extensions, opinions,
                permitted_moves to casework_web;
grant insert (folder, ref, opened_on, handler), update (due_on, due_clock) on cases to casework_web;
grant insert (folder, report, strength, linked_on, linked_by), update (unlinked_on, unlinked_by)
    on case_reports to casework_web;
grant insert on case_answers, case_pauses, case_extensions to casework_web;
grant update (until) on case_pauses to casework_web;
grant insert (folder, seq, pack, asked_of, asked_by, asked_on), update (view, replied_on) on opinions
    to casework_web;

-- The only way to move a case. Even by injected SQL nothing is dismissed or redirected on one person's word: the
-- independent person has answered, or was asked at least ten days ago and reminded twice.
create function move_case(of_case bytea, at integer, as_step text, from_state text, to_state text, sent bytea[],
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
        and (view is not null or (asked_on <= current_date - 10 and cardinality(reminded) >= 2))) then
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

-- References are drawn at random until one is free. Trying one tells that it exists, and of no case what it is.
create function ref_is_free(wanted text) returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select not exists (select from cases where ref = wanted)
$$;

-- A reminder is of today, one a day, by whoever reads the case.
create function remind(of_case bytea, at integer) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    today date := (now() at time zone 'utc')::date;
begin
    update opinions set reminded = reminded || today
    where folder = of_case and seq = at and view is null and not today = any (reminded)
      and of_case in (select my_folders());
    return found;
end
$$;
revoke execute on function ref_is_free(text), move_case(bytea, integer, text, text, text, bytea[], text), remind(bytea, integer)
    from public;
grant execute on function ref_is_free(text), move_case(bytea, integer, text, text, text, bytea[], text), remind(bytea, integer)
    to casework_web;
