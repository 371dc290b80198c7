-- What PUBLIC loses in a database of Candour: run once per database, by an administrator of the server.
--
-- A login that may only execute doors could still ask the catalogue how many rows a table has, how large it is
-- or how far the write-ahead log has moved, and so count reports and time them; and store large objects of its
-- own. Nothing here is needed to work: SQLAlchemy, Alembic and psycopg do without.

do $$
declare
    taken text;
    kept text;
begin
    -- Statistics, sizes, the write-ahead log, transaction numbers, locks, sessions; large objects.
    for taken in
        select oid::regprocedure::text from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and prokind = 'f' and (
            proname ~ '^(pg_stat|pg_wal|pg_current_wal|pg_last_|pg_control|pg_clear_|pg_restore_|pg_logical)'
            or proname ~ '^(txid_|pg_xact|pg_current_xact|pg_current_snapshot|pg_export|mxid_age|pg_get_multixact)'
            or proname ~ '^pg_(relation|table|indexes|total_relation|database|tablespace)_size$'
            or proname ~ '^pg_(relation_filenode|relation_filepath|filenode_relation|tablespace_databases)$'
            or proname ~ '^pg_(lock_status|blocking_pids|safe_snapshot_blocking_pids|prepared_xact)$'
            or proname ~ '^pg_(isolation_test|notification_queue|available_wal|sequence_last|get_sequence_data)'
            or proname ~ '^pg_(get_wal|get_replication|show_replication|replication|is_wal|split_walfile|get_aios)'
            or proname ~ '^(lo_|loread$|lowrite$)'
            or (proname = 'age' and pronargs = 1 and proargtypes[0] = 'xid'::regtype)
        ) and proname !~ '_is_visible$'
    loop
        execute format('revoke execute on function %s from public', taken);
    end loop;

    -- Estimates of rows and pages, and what vacuum leaves behind; every other column stays readable.
    for taken in select unnest(array['pg_class', 'pg_database']) loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into kept from pg_attribute
        where attrelid = format('pg_catalog.%I', taken)::regclass and attnum > 0 and attname !~
            '^(reltuples|relpages|relall(visible|frozen)|relfilenode|(rel|dat)(frozenxid|minmxid))$';
        execute format('revoke select on pg_catalog.%I from public', taken);
        execute format('grant select (%s) on pg_catalog.%I to public', kept, taken);
    end loop;
    revoke select on pg_catalog.pg_largeobject_metadata, pg_catalog.pg_stats, pg_catalog.pg_stats_ext,
        pg_catalog.pg_stats_ext_exprs from public;

    -- The server's own databases are nobody's business; only an administrator enters.
    for taken in select datname from pg_database where datname in ('postgres', 'template1', current_database()) loop
        execute format('revoke all on database %I from public', taken);
    end loop;
end $$;
