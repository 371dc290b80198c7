-- What the web login does before anybody is signed in. Each door answers about one name or one link only, and
-- the database itself checks the first factor: injected SQL cannot open a session without a passphrase.

set local search_path = casework;

create function sign_in_salts(named text) returns table (oid bytea, salt bytea, proof_salt bytea)
language sql stable security definer set search_path = casework, pg_temp as $$
    select o.oid, a.salt, a.proof_salt from officers o join accounts a using (oid) where o.name = named
$$;

create function second_factor(whose bytea, shown bytea) returns text
language sql stable security definer set search_path = casework, pg_temp as $$
    select totp_secret from accounts where oid = whose and proof = shown
$$;

create function open_session(whose bytea, shown bytea, step bigint, secret bytea) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    update accounts set totp_step = step where oid = whose and proof = shown and totp_step < step;
    if not found then
        return false;
    end if;
    delete from sessions where until < now();
    delete from tries t using officers o where o.oid = whose and t.name_hash = sha256(convert_to(o.name, 'UTF8'));
    insert into sessions values (secret, whose, now() + interval '8 hours');
    return true;
end
$$;

create function close_session() returns void
language sql security definer set search_path = casework, pg_temp as $$
    delete from sessions
    where secret_hash = sha256(convert_to(coalesce(current_setting('candour.session', true), ''), 'UTF8'))
$$;

-- Counts a try before it is made and answers how many seconds to wait: 0 when it may go ahead. After `free`
-- tries the wait doubles with each, up to `longest`; an hour's rest forgives. A try that must wait counts not.
create function wait_before_try(named bytea, free integer, longest integer) returns integer
language plpgsql security definer set search_path = casework, pg_temp as $$
declare
    known tries;
begin
    delete from tries where until < now() - interval '1 hour';
    insert into tries values (named, 0, now()) on conflict do nothing;
    select * into known from tries where name_hash = named for update;
    if known.until > now() then
        return ceil(extract(epoch from known.until - now()));
    end if;
    update tries set count = count + 1,
                     until = now() + least(longest, case when count < free then 0 else 2 ^ least(count - free, 20) end)
                             * interval '1 second'
    where name_hash = named;
    return 0;
end
$$;

create function invitation(token bytea)
returns table (oid bytea, name text, title text, role text, custodian boolean, totp_secret text, first_root bytea)
language sql stable security definer set search_path = casework, pg_temp as $$
    select o.oid, o.name, o.title_en, o.role, o.custodian, i.totp_secret,
           (select hash from documents where kind = 'root' and number = 1 and published)
    from invitations i join officers o using (oid)
    where i.token_hash = sha256(token) and not i.used and i.expires_on >= current_date
$$;

create function join_with(
    token bytea, kid bytea, xpk bytea, vk bytea, custodian_id bytea, enrol bytea,
    salt bytea, proof_salt bytea, proof bytea, step bigint, wrapped bytea, vault bytea
) returns boolean
language plpgsql security definer set search_path = casework, pg_temp as $$
#variable_conflict use_variable
declare
    invited invitations;
begin
    update invitations i set used = true
    where i.token_hash = sha256(token) and not i.used and i.expires_on >= current_date returning i.* into invited;
    if not found then
        return false;
    end if;
    insert into keys values (custodian_id, invited.oid, kid, xpk, vk, enrol);
    insert into accounts values (invited.oid, salt, proof_salt, proof, invited.totp_secret, step, vault);
    insert into vault_keys values (invited.oid, 'passphrase', '', salt, wrapped);
    return true;
end
$$;

create function collector_late() returns boolean
language sql stable security definer set search_path = casework, pg_temp as $$
    select coalesce((select collected_at < now() - interval '1 hour' from beats), true)
$$;

-- Whose any of these keys are: how a real installation finds that a demonstration's keys got in.
create function titles_of(vks bytea[]) returns setof text
language sql stable security definer set search_path = casework, pg_temp as $$
    select title_en from keys join officers using (oid) where vk = any (vks) and ended_on is null
$$;

revoke execute on all functions in schema casework from public;
grant execute on all functions in schema casework to casework_web;
revoke execute on function refuse() from casework_web;
grant execute on function collector_late() to casework_worker;
