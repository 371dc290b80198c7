-- Unlocking with the right key forgets the tries before it, as signing in does: an office that locks itself ten times a
-- day would else wait longer each time.

set local search_path = casework;

create or replace function bind_browser(by_credential bytea, shown bytea, browser bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not proven(by_credential, shown) then
        return false;
    end if;
    update sessions set browsers = (array_prepend(sha256(browser), browsers))[1:8],
                        how = case when browsers = '{}' and by_credential <> '' then 'passkey' else how end
    where secret_hash = session_shown();
    if not found then
        return false;
    end if;
    delete from tries where name_hash = sha256('unlock '::bytea || my_oid());
    return true;
end
$$;
