-- Recovery codes for the second factor: made in the officer's browser, 80 random bits each, each good once. What is
-- kept is a hash, and the door takes what is hashed: a copied table opens nothing.

set local search_path = casework;

create table recovery_codes (
    oid     id not null references accounts on delete cascade,
    hash    hash not null,
    used_on date,
    primary key (oid, hash)
);

alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy doors on recovery_codes to casework_owner using (true);
create policy own on recovery_codes for select to casework_web using (oid = (select my_oid()));
grant select (oid, used_on) on recovery_codes to casework_web;

create function open_session_by_recovery_code(whose bytea, shown bytea, code bytea, secret bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    update recovery_codes r set used_on = current_date
    where r.oid = whose and r.hash = sha256(code) and r.used_on is null
      and exists (select from accounts a where a.oid = whose and a.proof = shown);
    if not found then
        return false;
    end if;
    delete from sessions where until < now();
    delete from tries t using officers o where o.oid = whose and t.name_hash = sha256(convert_to(o.name, 'UTF8'));
    insert into sessions (secret_hash, oid, until, how) values (secret, whose, now() + interval '8 hours', 'recovery');
    return true;
end
$$;

-- Ten new ones; the old ones are forgotten.
create function renew_recovery_codes(by_credential bytea, shown bytea, hashes bytea[]) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not proven(by_credential, shown) or cardinality(hashes) <> 10 then
        return false;
    end if;
    delete from recovery_codes where oid = my_oid();
    insert into recovery_codes select my_oid(), given from unnest(hashes) as given;
    return true;
end
$$;

revoke execute on function open_session_by_recovery_code(bytea, bytea, bytea, bytea),
    renew_recovery_codes(bytea, bytea, bytea[]) from public;
grant execute on function open_session_by_recovery_code(bytea, bytea, bytea, bytea),
    renew_recovery_codes(bytea, bytea, bytea[]) to casework_web;
