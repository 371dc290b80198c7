-- How have things been since? Days on which the reporter of a case is asked by their own page, and what they answered.
-- And of which message a note of bad treatment came, so that nobody notes it twice.

set local search_path = casework;

create table check_ins (
    folder      id not null references cases,
    report      id not null references reports,
    due_on      date not null,
    until_on    date not null check (until_on >= due_on),   -- its last day in the queue
    answer      text check (answer in ('ok', 'worried', 'badly', 'rather_not')),
    answered_on date,
    message     id unique,
    signer      id references keys (kid),                    -- who noted the answer
    primary key (folder, report, due_on),
    check (num_nonnulls(answer, answered_on, message, signer) in (0, 4))
);
create index open_check_ins on check_ins (due_on, folder) where answer is null;
alter table check_ins enable row level security;
alter table check_ins force row level security;
create policy doors on check_ins to casework_owner using (true);
create policy readers on check_ins for select to casework_web
    using (folder = any (array(select my_folders())));
create policy plan on check_ins for insert to casework_web
    with check (folder = any (array(select my_folders())) and answer is null);
create policy answer on check_ins for update to casework_web
    using (folder = any (array(select my_folders())))
    with check (signer is null or signer = any (array(select my_kids())));
grant select, insert (folder, report, due_on, until_on), update (until_on, answer, answered_on, message, signer)
    on check_ins to casework_web;

alter table detriments add message id;                       -- null: told by hand
create unique index one_note_a_message on detriments (folder, message) where message is not null;
grant insert (message) on detriments to casework_web;
