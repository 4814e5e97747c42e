-- name: plan_in_order
-- for this session: joins in the order of their keys, whatever the statistics say, so that nothing wide is sorted or hashed;
-- no workers beside it, for each of them would walk all contact points; nothing compiled: that takes longer than it saves.
select set_config('enable_hashjoin', 'off', false), set_config('enable_nestloop', 'off', false),
    set_config('work_mem', '128MB', false), set_config('max_parallel_workers_per_gather', '0', false),
    set_config('jit', 'off', false);

-- name: plan_list
-- takes: list, parties behind this one, up to this one, what its channel reaches (0 phones, 1 mobiles, 2 mailboxes); streams: facts of
-- every such contact point of the list, a party's together; refusals apart. One list's rows come in the order of its key: nothing is sorted.
copy (select k.contact_point_id, k.party_id, k.marks, k.carrier_inn, k.number_region, k.stated_region, k.stated_zone, k.consents, k.bases,
    k.confirmed_at, k.birth_day, k.birth_year
from (select party_id, contact_point_id from list_row where list_id = $1 and party_id > $2 and party_id <= $3) lr
join contact_known k on k.party_id = lr.party_id and k.contact_point_id = lr.contact_point_id
where case $4 when 0 then k.kind = 'PHONE' when 1 then k.kind = 'PHONE' and (k.address like '+79%' or k.address not like '+7%')
    else k.kind = 'EMAIL' end
order by lr.party_id, lr.contact_point_id) to stdout (format binary);

-- name: plan_lists
-- the same for several lists, an address once for each that names it; takes the campaign instead of the list.
copy (select k.contact_point_id, k.party_id, k.marks, k.carrier_inn, k.number_region, k.stated_region, k.stated_zone, k.consents, k.bases,
    k.confirmed_at, k.birth_day, k.birth_year
from (select party_id, contact_point_id from list_row
    where list_id = any ((select lists from campaign where id = $1)::bigint[]) and party_id > $2 and party_id <= $3) lr
join contact_known k on k.party_id = lr.party_id and k.contact_point_id = lr.contact_point_id
where case $4 when 0 then k.kind = 'PHONE' when 1 then k.kind = 'PHONE' and (k.address like '+79%' or k.address not like '+7%')
    else k.kind = 'EMAIL' end
order by lr.party_id, lr.contact_point_id) to stdout (format binary);

-- name: plan_past_settings
-- for this session: the cores are busy with the audience.
select set_config('jit', 'off', false), set_config('max_parallel_workers_per_gather', '0', false);

-- name: plan_past
-- takes: parties behind this one, up to this one, since (microseconds from 2000); streams what the past says of parties, in
-- their order, to be merged with the audience: refusals (party, contact point or null for all, scope, channel, entity, said at)
-- and attempts (party, null, null, channel, 1 for advertising and 2 for nobody reached, when). The same reach as contact_facts and attempts_of_parties.
copy (select named.party_id, case when s.scope in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS') then named.id end,
    s.scope, s.channel, s.legal_entity_inn, s.said_at
from suppression s join contact_point named on named.token = s.token
where named.party_id > $1 and named.party_id <= $2
union all
select a.party_id, null, null, c.channel, (c.class = 'AD' or c.purpose in ('AD_PROMO', 'B2B_OFFER'))::int
    + 2 * (a.state in ('busy', 'no_answer', 'unreachable', 'bad_recipient', 'expired', 'failed'))::int, a.cleared_at
from attempt a join campaign c on c.id = a.campaign_id
where a.party_id > $1 and a.party_id <= $2 and a.cleared_at > timestamptz '2000-01-01 00:00Z' + $3 * interval '1 microsecond'
    and a.state <> 'dropped' and not (a.state = 'failed' and a.provider_ref is null)
order by 1) to stdout (format binary);

-- name: plan_chunk_settings
-- for this transaction: nobody waits for the disk. A chunk lost in a crash takes plan_part.planned_to back with it.
select set_config('synchronous_commit', 'off', true);

-- name: plan_targets
-- streams in: the target rows of a planned chunk.
copy target (campaign_id, contact_point_id, party_id, state, not_before, reasons) from stdin (format binary);

-- name: plan_middle
-- takes: campaign id; gives: the party in the middle of its lists by a sample of their rows, or none where a second part is not
-- worth a second process.
select m.party from (select count(*) as rows, percentile_disc(0.5) within group (order by party_id) as party
    from list_row tablesample system (1) repeatable (1)
    where list_id = any ((select lists from campaign where id = $1)::bigint[])) m where m.rows >= 1000;

-- name: plan_part_add
-- takes: campaign id, part, parties behind this one, up to this one; gives nothing.
insert into plan_part (campaign_id, part, after, until, planned_to) values ($1, $2, $3, $4, $3);

-- name: plan_parts
-- takes: campaign id; gives: part, last party planned, up to which one.
select part, planned_to, until from plan_part where campaign_id = $1 order by part;

-- name: plan_part_planned
-- takes: campaign id, part, last party planned, how many more targets.
with part as (update plan_part set planned_to = $3 where campaign_id = $1 and part = $2)
update campaign set audience = audience + $4 where id = $1;
