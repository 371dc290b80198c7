-- Joining by passkey: an account may have no passphrase, and then no six-digit codes either. Whoever joins by
-- passphrase hands in the hashes of ten recovery codes.

set local search_path = casework;

alter table accounts
    alter column salt drop not null,
    alter column proof_salt drop not null,
    alter column proof drop not null,
    alter column totp_secret drop not null;
alter table accounts add check (num_nulls(salt, proof_salt, proof, totp_secret) in (0, 4));

-- A name without a passphrase gets the answer of a name that is not there.
create or replace function sign_in_salts(named text) returns table (oid bytea, salt bytea, proof_salt bytea)
language sql stable security definer set search_path = casework, pg_temp as $$
    select o.oid, a.salt, a.proof_salt from officers o join accounts a using (oid)
    where o.name = named and a.proof is not null
$$;

create function join_with_codes(
    token bytea, kid bytea, xpk bytea, vk bytea, custodian_id bytea, enrol bytea,
    salt bytea, proof_salt bytea, proof bytea, step bigint, wrapped bytea, vault bytea, hashes bytea[]
) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
#variable_conflict use_variable
begin
    if cardinality(hashes) <> 10
        or not join_with(token, kid, xpk, vk, custodian_id, enrol, salt, proof_salt, proof, step, wrapped, vault) then
        return false;
    end if;
    insert into recovery_codes
        select i.oid, given from invitations i, unnest(hashes) as given where i.token_hash = sha256(token);
    return true;
end
$$;

create function join_with_passkey(
    token bytea, challenge bytea, kid bytea, xpk bytea, vk bytea, custodian_id bytea, enrol bytea,
    credential bytea, public_key bytea, sign_count bigint, proof bytea, name text, salt bytea, wrapped bytea, vault bytea
) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
#variable_conflict use_variable
declare
    whose bytea;
begin
    delete from challenges c
    where c.hash = sha256(challenge) and c.session is null and c.credential is null and c.until > now();
    if not found then
        return false;
    end if;
    update invitations i set used = true
    where i.token_hash = sha256(token) and not i.used and i.expires_on >= current_date returning i.oid into whose;
    if not found then
        return false;
    end if;
    insert into keys values (custodian_id, whose, kid, xpk, vk, enrol);
    insert into accounts (oid, totp_step, vault) values (whose, 0, vault);
    insert into vault_keys values (whose, 'passkey', credential, salt, wrapped);
    insert into passkeys values (credential, whose, 'passkey', public_key, sign_count, proof, name, current_date);
    return true;
end
$$;

revoke execute on function
    join_with_codes(bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bigint, bytea, bytea, bytea[]),
    join_with_passkey(bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bigint, bytea, text, bytea, bytea, bytea)
    from public;
grant execute on function
    join_with_codes(bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bigint, bytea, bytea, bytea[]),
    join_with_passkey(bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bigint, bytea, text, bytea, bytea, bytea)
    to casework_web;
revoke execute on function
    join_with(bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bytea, bigint, bytea, bytea) from casework_web;
