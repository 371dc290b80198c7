-- Each case forty-nine times more, under other ids and with other keys' holders: a colleague reaches them.
set session_replication_role = replica;
set search_path = casework;
create temp table many as
    select c.folder as old, r.report as old_report, substr(sha256(c.folder || n::text::bytea), 1, 16) as new,
           substr(sha256(r.report || n::text::bytea), 1, 16) as new_report, row_number() over () as number
    from cases c join case_reports r using (folder) cross join generate_series(1, 49) n;
create temp table moved as select old, new from many union all select old_report, new_report from many;
create temp table people as
    select (select oid from officers where name = 'monitoring.officer') as from_oid,
           (select oid from officers where name = 'deputy') as to_oid,
           (select kid from keys join officers using (oid) where name = 'monitoring.officer') as from_kid,
           (select kid from keys join officers using (oid) where name = 'deputy') as to_kid;
analyze moved;
insert into folders (folder, kind, made_on) select new, kind, made_on from moved join folders on folder = old;
insert into wraps
    select new, epoch, to_kid, wrap, live, until from moved join wraps on folder = old join people on holder = from_kid;
insert into conflict_declarations
    select substr(sha256(declaration || new), 1, 16), new, to_oid, answer, kinds, declared_on, expires_on, decision,
           decided_by, option_used, newest
    from moved join conflict_declarations on folder = old join people on oid = from_oid;
insert into reach
    select to_oid, new, kind, made_on, held_until, open_until, opened, waiting
    from moved join reach on folder = old join people on oid = from_oid;
insert into events
    select new, seq, act, signer, on_day, item_id, doc_hash, frame from moved join events on folder = old;
insert into reports
    select new, received_on - 1, keyring, pk_hash, identity, parts, tree, substr(sha256(item_id || new), 1, 16), 'x',
           author
    from moved join reports on folder = old;
insert into items
    select substr(sha256(item_id || new), 1, 16), new, kind, name, seq, signer, on_day, 'x'
    from moved join items on folder = old;
insert into cases (folder, ref, state, opened_on, handler, due_on, due_clock, waiting)
    select new, 'WB-' || (5000 + number / 65536) || '-'
               || translate(lpad(to_hex(number % 65536), 4, '0'), '0123456789abcdef', '23456789ABCDEFGH'),
           state, opened_on, handler, due_on + 3, due_clock, waiting
    from many join cases on folder = old;
insert into case_reports (folder, report, strength, linked_on, linked_by, waiting)
    select new, new_report, strength, linked_on, linked_by, waiting from many join case_reports on folder = old;
set session_replication_role = origin;
