-- Recovering lets nobody in who is shut out of the folder, also if that happened after custodians had signed. The
-- worker takes the error for a reason, notes it, and goes on with the others.

set local search_path = casework;

create or replace function finish_recovery(of_folder bytea) returns void
language plpgsql security definer set search_path = casework, pg_temp as $$
begin
    if not exists (select from events e join recovery_events r using (folder, doc_hash) where folder = of_folder) then
        raise exception 'its event is not in the ledger' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from recovery_wraps r join keys k on k.kid = r.holder
               join exclusions x on x.folder = r.folder and x.oid = k.oid where r.folder = of_folder) then
        raise exception 'somebody is shut out of this folder' using errcode = 'check_violation';
    end if;
    delete from wraps w using recovery_wraps r
        where w.folder = of_folder and not w.live and (r.folder, r.epoch, r.holder) = (w.folder, w.epoch, w.holder);
    insert into wraps (folder, epoch, holder, wrap)
        select folder, epoch, holder, wrap from recovery_wraps where folder = of_folder;
    delete from recovery_requests where folder = of_folder;
end
$$;
