-- One PostgreSQL role for each process, with what it needs and no more.
do $$
declare r text;
begin
    foreach r in array array['dozvon_web', 'dozvon_planner', 'dozvon_dispatcher', 'dozvon_sealer', 'dozvon_janitor',
        'dozvon_import'] loop
        begin
            execute format('create role %I login', r);
        exception when duplicate_object or unique_violation then null;
        end;
        execute format('grant usage on schema public to %I', r);
        execute format('grant usage on all sequences in schema public to %I', r);
    end loop;
end $$;

grant select on legal_entity, branch, staff, list, list_row, party, contact_point, wording, consent_event, basis_event,
    suppression, policy_pack, caller_number, kill_switch, campaign, target, press, decision, attempt, inbox, report,
    provider_rate, dispatcher, entry, seal, checkpoint to dozvon_web;
grant insert on consent_event, suppression, campaign, press, inbox, kill_switch, entry to dozvon_web;
grant update on campaign, target, contact_point, party to dozvon_web;

grant select on legal_entity, branch, list, list_row, party, contact_point, suppression, policy_pack, caller_number,
    kill_switch, campaign, target, attempt, press, numbering_range to dozvon_planner;
grant insert on target, entry, policy_pack to dozvon_planner;
grant update on campaign, target to dozvon_planner;

grant select on legal_entity, branch, party, contact_point, suppression, policy_pack, caller_number, kill_switch,
    campaign, target, press, decision, attempt, inbox, report, provider_rate, dispatcher to dozvon_dispatcher;
grant insert on decision, attempt, entry, report, suppression, provider_rate, dispatcher, policy_pack to dozvon_dispatcher;
grant select on list, staff to dozvon_dispatcher;
grant update on target, party, attempt, inbox, provider_rate, dispatcher to dozvon_dispatcher;

-- A dispatcher may stop a campaign whose request its provider will never take, and do nothing else to it.
create function pause_campaigns(ids bigint[]) returns void language sql security definer set search_path = public as
    'update campaign set state = ''paused'' where id = any (ids) and state = ''running''';
revoke all on function pause_campaigns from public;
grant execute on function pause_campaigns to dozvon_dispatcher;

grant select on entry, seal, checkpoint to dozvon_sealer;
grant insert on seal, checkpoint to dozvon_sealer;

grant select on all tables in schema public to dozvon_janitor;
grant insert on entry to dozvon_janitor;
grant update on attempt, target to dozvon_janitor;

-- Import has no right to see or touch a consent, a basis or a refusal.
grant select on legal_entity, list, list_row, party, contact_point, numbering_range to dozvon_import;
grant insert on list, list_row, party, contact_point, entry to dozvon_import;
grant update on list to dozvon_import;

-- What became unknown is asked about; whoever learns the answer takes the question back.
grant select, insert, update, delete on question to dozvon_dispatcher;
grant insert on question to dozvon_janitor;
grant select on question to dozvon_web;

-- Ids sort by the time of their transaction: none may stay open longer than the janitor waits.
alter role dozvon_dispatcher set idle_in_transaction_session_timeout = '10s';
