-- Sessions end after an hour without a request, or eight hours in all. A cookie alone opens nothing: each browser
-- that unlocked holds a key of its own, in memory only, and shows it with every request.

set local search_path = casework;

alter table sessions
    add column how       text not null default 'passphrase' check (how in ('passphrase', 'recovery', 'passkey')),
    add column opened_on date not null default current_date,
    add column seen_at   timestamptz not null default now(),
    add column browsers  bytea[] not null default '{}';       -- H of each browser's key, newest first
create index sessions_of on sessions (oid);

create or replace function my_oid() returns bytea
language sql stable security definer set search_path = casework, pg_temp as $$
    select oid from sessions
    where secret_hash = sha256(convert_to(coalesce(current_setting('candour.session', true), ''), 'UTF8'))
      and until > now() and seen_at > now() - interval '1 hour'
$$;

-- Whether the session that is presented is used by a browser that unlocked it; notes, once a minute, that it is used.
create function visit(browser bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if my_oid() is null then
        return false;
    end if;
    update sessions set seen_at = now() where secret_hash = session_shown() and seen_at < now() - interval '1 minute';
    return exists (select from sessions where secret_hash = session_shown() and sha256(browser) = any (browsers));
end
$$;

-- Takes a key of the account, as `proven` says: whoever has copied a cookie has none.
create function bind_browser(by_credential bytea, shown bytea, browser bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not proven(by_credential, shown) then
        return false;
    end if;
    update sessions set browsers = (array_prepend(sha256(browser), browsers))[1:8],
                        how = case when browsers = '{}' and by_credential <> '' then 'passkey' else how end
    where secret_hash = session_shown();
    return found;
end
$$;

create function my_sessions() returns table (mine boolean, how text, opened_on date, seen_on date)
language sql stable security definer set search_path = casework, pg_temp as $$
    select secret_hash = session_shown(), how, opened_on, seen_at::date from sessions
    where oid = my_oid() and until > now() and seen_at > now() - interval '1 hour'
    order by secret_hash = session_shown() desc, seen_at desc
$$;

create function end_other_sessions() returns integer
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    ended integer;
begin
    delete from sessions where oid = my_oid() and secret_hash <> session_shown();
    get diagnostics ended = row_count;
    return ended;
end
$$;

revoke execute on function visit(bytea), bind_browser(bytea, bytea, bytea), my_sessions(), end_other_sessions() from public;
grant execute on function visit(bytea), bind_browser(bytea, bytea, bytea), my_sessions(), end_other_sessions()
    to casework_web;
