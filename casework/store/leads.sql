-- A case's own folder is for those who answer reporters; whoever looks into something gets a pack
-- (docs/decisions/0018). What each role may see at all, by kind of folder, as the access matrix says.

set local search_path = casework;

create or replace function sees(of_role text, kind text) returns boolean language sql immutable as $$
    select case kind
        when 'report' then of_role in ('monitoring_officer', 'deputy', 'triage_officer', 'external_investigator',
                                       'independent_person')
        when 'case' then of_role in ('monitoring_officer', 'deputy', 'triage_officer')
        when 'privileged' then of_role in ('monitoring_officer', 'deputy', 'external_investigator')
        when 'pack' then of_role in ('monitoring_officer', 'deputy', 'triage_officer', 'investigator',
                                     'external_investigator', 'hr_lead', 'counter_fraud_lead', 'independent_person')
        else false
    end
$$;
do $$ begin perform casework.reach_anew(folder) from casework.folders where kind = 'case'; end $$;
