-- name: plan_in_order
-- for this session: joins in the order of their keys, whatever the statistics say, so that nothing wide is sorted or hashed;
-- no workers beside it, for each of them would walk all contact points.
select set_config('enable_hashjoin', 'off', false), set_config('enable_nestloop', 'off', false),
    set_config('work_mem', '128MB', false), set_config('max_parallel_workers_per_gather', '0', false);

-- name: plan_list
-- takes: list, last party planned, what its channel reaches (0 phones, 1 mobiles, 2 mailboxes); streams: facts of every such contact
-- point of the list, a party's together; refusals apart. One list's rows come in the order of its key: nothing is sorted.
copy (select cp.id, p.id, p.kind, p.state, cp.kind, cp.owner, cp.verified_at, cp.carrier_inn, cp.region,
    p.region, p.zone, cp.consents, p.bases, greatest(cp.verified_at, cp.confirmed_at), cp.published, cp.corporate,
    p.quarantine is not null, to_char(p.birth_date, 'YYYYMMDD')::int, p.birth_year, p.paediatric,
    p.representative_id is not null and p.representative_document is not null, p.company_kind
from (select party_id, contact_point_id from list_row where list_id = $1 and party_id > $2) lr
join contact_point cp on cp.party_id = lr.party_id and cp.id = lr.contact_point_id
join party p on p.id = lr.party_id
where case $3 when 0 then cp.kind = 'PHONE' when 1 then cp.kind = 'PHONE' and (cp.address like '+79%' or cp.address not like '+7%')
    else cp.kind = 'EMAIL' end
order by lr.party_id, lr.contact_point_id) to stdout (format binary);

-- name: plan_lists
-- the same for several lists, an address once for each that names it; takes the campaign instead of the list.
copy (select cp.id, p.id, p.kind, p.state, cp.kind, cp.owner, cp.verified_at, cp.carrier_inn, cp.region,
    p.region, p.zone, cp.consents, p.bases, greatest(cp.verified_at, cp.confirmed_at), cp.published, cp.corporate,
    p.quarantine is not null, to_char(p.birth_date, 'YYYYMMDD')::int, p.birth_year, p.paediatric,
    p.representative_id is not null and p.representative_document is not null, p.company_kind
from (select party_id, contact_point_id from list_row
    where list_id = any ((select lists from campaign where id = $1)::bigint[]) and party_id > $2) lr
join contact_point cp on cp.party_id = lr.party_id and cp.id = lr.contact_point_id
join party p on p.id = lr.party_id
where case $3 when 0 then cp.kind = 'PHONE' when 1 then cp.kind = 'PHONE' and (cp.address like '+79%' or cp.address not like '+7%')
    else cp.kind = 'EMAIL' end
order by lr.party_id, lr.contact_point_id) to stdout (format binary);

-- name: plan_past_parallel
-- for this session: nobody is judged before all of the past is in order, so both cores may work at that.
select set_config('parallel_setup_cost', '0', false), set_config('parallel_tuple_cost', '0', false);

-- name: plan_past
-- takes: last party planned, since (microseconds from 2000); streams what the past says of parties, in
-- their order, to be merged with the audience: refusals (party, contact point or null for all, scope, channel, entity, said at)
-- and attempts (party, null, null, channel, 1 for advertising and 2 for nobody reached, when). The same reach as contact_facts and attempts_of_parties.
copy (select named.party_id, case when s.scope in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS') then named.id end,
    s.scope, s.channel, s.legal_entity_inn, s.said_at
from suppression s join contact_point named on named.token = s.token
where named.party_id > $1
union all
select a.party_id, null, null, c.channel, (c.class = 'AD' or c.purpose in ('AD_PROMO', 'B2B_OFFER'))::int
    + 2 * (a.state in ('busy', 'no_answer', 'unreachable', 'bad_recipient', 'expired', 'failed'))::int, a.cleared_at
from attempt a join campaign c on c.id = a.campaign_id
where a.party_id > $1 and a.cleared_at > timestamptz '2000-01-01 00:00Z' + $2 * interval '1 microsecond' and a.state <> 'dropped'
    and not (a.state = 'failed' and a.provider_ref is null)
order by 1) to stdout (format binary);

-- name: plan_chunk_settings
-- for this transaction: nobody waits for the disk. A chunk lost in a crash takes campaign.planned_to back with it.
select set_config('synchronous_commit', 'off', true);

-- name: plan_targets
-- streams in: the target rows of a planned chunk.
copy target (campaign_id, contact_point_id, party_id, state, not_before, reasons) from stdin (format binary);
