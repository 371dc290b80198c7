-- Passkeys. The database cannot check a signature, so it asks for something besides that only the passkey's holder
-- can make: the auth key from its PRF (protocol §7). Injected SQL opens no session without it, whatever it claims
-- to have verified.

set local search_path = casework;

create table passkeys (
    credential bytea primary key check (length(credential) between 16 and 1023),
    oid        id not null,
    method     text not null default 'passkey' check (method = 'passkey'),
    public_key bytea not null check (length(public_key) < 2048),
    sign_count bigint not null check (sign_count >= 0),
    proof      hash not null,               -- H of the auth key, which is 256 random bits: never leaves
    name       text not null check (length(name) between 1 and 60),
    made_on    date not null,
    used_on    date,
    foreign key (oid, method, credential) references vault_keys on delete cascade
);
create index passkeys_of on passkeys (oid);

create unlogged table challenges (
    hash       hash primary key,
    session    bytea,                       -- whose: null for a sign-in
    credential bytea,                       -- what it was shown for
    until      timestamptz not null
);

create function session_shown() returns bytea
language sql stable set search_path = casework, pg_temp as $$
    select sha256(convert_to(coalesce(current_setting('candour.session', true), ''), 'UTF8'))
$$;

-- Whether whoever holds this session also holds a key of the account: a stolen cookie alone changes no key.
create function proven(by_credential bytea, shown bytea) returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select exists (select from accounts where by_credential = '' and oid = my_oid() and proof = shown)
        or exists (select from passkeys where credential = by_credential and oid = my_oid() and proof = shown)
$$;

-- False when far too many are waiting: nobody can fill the disk with them.
create function add_challenge(challenge bytea, signed_in boolean) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    delete from challenges where until < now();
    if (signed_in and my_oid() is null) or (select count(*) from challenges) >= 5000 then
        return false;
    end if;
    insert into challenges values (sha256(challenge), case when signed_in then session_shown() end, null,
                                   now() + interval '3 minutes');
    return true;
end
$$;

-- What a signature is checked against, for whoever shows the passkey's auth key; each challenge serves once,
-- and one that was shown with something wrong is spent.
create function passkey_of(challenge bytea, named bytea, shown bytea) returns table (public_key bytea, sign_count bigint)
language plpgsql security definer set search_path = casework, pg_temp as $$
#variable_conflict use_column
declare
    owner bytea := (select oid from passkeys where credential = named and proof = shown);
begin
    if owner is null then
        delete from challenges where hash = sha256(challenge);
        return;
    end if;
    update challenges set credential = named
    where hash = sha256(challenge) and session is null and credential is null and until > now();
    if found then
        return query select p.public_key, p.sign_count from passkeys p where p.credential = named;
    end if;
end
$$;

create function open_session_by_passkey(challenge bytea, named bytea, shown bytea, counted bigint, secret bytea)
returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    whose bytea;
begin
    delete from challenges where hash = sha256(challenge) and credential = named and until > now();
    if not found then
        return false;
    end if;
    update passkeys set sign_count = counted, used_on = current_date
    where credential = named and proof = shown and (counted > sign_count or (counted = 0 and sign_count = 0))
    returning oid into whose;
    if not found then
        return false;
    end if;
    delete from sessions where until < now();
    delete from tries where name_hash = sha256(named);
    insert into sessions values (secret, whose, now() + interval '8 hours');
    return true;
end
$$;

create function add_passkey(
    challenge bytea, by_credential bytea, shown bytea,
    credential bytea, public_key bytea, sign_count bigint, proof bytea, name text, salt bytea, wrapped bytea
) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
#variable_conflict use_variable
begin
    delete from challenges c where c.hash = sha256(challenge) and c.session = session_shown() and c.until > now();
    if not found or not proven(by_credential, shown)
        or (select count(*) from passkeys p where p.oid = my_oid()) >= 10 then
        return false;
    end if;
    insert into vault_keys values (my_oid(), 'passkey', credential, salt, wrapped);
    insert into passkeys values (credential, my_oid(), 'passkey', public_key, sign_count, proof, name, current_date);
    return true;
end
$$;

-- One way to unlock always stays.
create function remove_passkey(named bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    perform from accounts where oid = my_oid() for update;
    delete from vault_keys k
    where k.oid = my_oid() and k.method = 'passkey' and k.credential = named
      and exists (select from vault_keys o where o.oid = k.oid and o.credential <> named);
    return found;
end
$$;

do $$
declare
    name text;
begin
    foreach name in array array['passkeys', 'challenges'] loop
        execute format('alter table casework.%I enable row level security', name);
        execute format('alter table casework.%I force row level security', name);
        execute format('create policy doors on casework.%I to casework_owner using (true)', name);
    end loop;
end
$$;
create policy own on passkeys to casework_web using (oid = (select my_oid()));
grant select (credential, oid, name, made_on, used_on), update (name) on passkeys to casework_web;

revoke execute on function session_shown(), proven(bytea, bytea), add_challenge(bytea, boolean),
    passkey_of(bytea, bytea, bytea), open_session_by_passkey(bytea, bytea, bytea, bigint, bytea),
    add_passkey(bytea, bytea, bytea, bytea, bytea, bigint, bytea, text, bytea, bytea), remove_passkey(bytea) from public;
grant execute on function add_challenge(bytea, boolean), passkey_of(bytea, bytea, bytea),
    open_session_by_passkey(bytea, bytea, bytea, bigint, bytea),
    add_passkey(bytea, bytea, bytea, bytea, bytea, bigint, bytea, text, bytea, bytea), remove_passkey(bytea) to casework_web;
