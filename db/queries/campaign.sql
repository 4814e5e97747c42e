-- name: campaign_row
-- takes: campaign id; gives: all that campaign.h holds of it.
select c.id, c.name, c.state, c.purpose, c.channel, c.dial_mode, c.class, c.inquiry, c.care_plan, c.health_segment,
    c.provider, c.sender, c.subject, c.body, array_to_string(c.lists, ','),
    exists (select 1 from list l where l.id = any (c.lists) and l.quarantined),
    c.starts_at, c.ends_at, c.redials, c.redial_after, c.approver_id is not null, e.inn, b.zone,
    n.number, n.label, n.label_contract is not null and n.blocked_at is null and n.retired_at is null, n.label_until, n.owner_inn,
    exists (select 1 from kill_switch k where k.purpose = c.purpose), c.author_id, c.approver_id,
    c.text_checked_at is not null, coalesce(c.text_sha256 = campaign_text_sha256(c.subject, c.body), false),
    c.warning, c.neutral, c.stop_path, c.human_key, c.professionals, c.offer_until, c.sms_category,
    coalesce(c.carrier_template, '') <> '', coalesce(e.licence, '') <> '', e.licence_until, e.state_clinic
from campaign c
join legal_entity e on e.id = c.legal_entity_id
join branch b on b.id = c.branch_id
left join caller_number n on n.id = c.caller_number_id
where c.id = $1;

-- name: campaign_in_state
-- takes: a state; gives: the ids of the campaigns in it.
select id from campaign where state = $1::campaign_state order by id;

-- name: campaign_lock
-- takes: campaign id; gives: its state, author, approver, entity; nobody else moves it until the transaction ends.
select c.state, c.author_id, c.approver_id, e.inn from campaign c join legal_entity e on e.id = c.legal_entity_id
where c.id = $1 for no key update of c;

-- name: campaign_move
-- takes: campaign id, new state, approver or null, now.
update campaign set state = $2::campaign_state, approver_id = coalesce($3, approver_id),
    approved_at = case when $3::bigint is null then approved_at else $4 end,
    closed_at = case when $2 = 'stopped' then $4 else closed_at end
where id = $1;

-- name: campaign_add
-- takes: the draft's fields in the order of the columns; gives: its id. Names of registers are looked up here, so a stranger breaks not-null.
insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, class, inquiry, care_plan,
    health_segment, provider, caller_number_id, sender, subject, body, lists, starts_at, ends_at, redials,
    redial_after, author_id, created_at)
values ($1, $2, $3, $4::purpose, $5::channel, $6::dial_mode, $7::message_class, $8, $9, $10, $11, $12, $13, $14, $15,
    $16::bigint[], $17, $18, $19, $20, $21, $22)
returning id;

-- name: campaign_stop_targets
-- takes: campaign id. Those that wait will not be claimed any more.
update target set state = 'stopped', not_before = null where campaign_id = $1 and state in ('due', 'card', 'review');

-- name: campaign_progress
-- takes: campaign id; gives: state, result, deciding rule and reason, how many: the whole audience, each target once.
select state, result, case when length(reasons) > 1 and state in ('excluded', 'denied', 'review', 'due', 'card')
        then get_byte(reasons, 0) else 0 end,
    case when length(reasons) > 1 and state in ('excluded', 'denied', 'review', 'due', 'card')
        then get_byte(reasons, 1) else 0 end, count(*)
from target where campaign_id = $1 group by 1, 2, 3, 4 order by 1, 5 desc;

-- name: campaign_attempts
-- takes: campaign id; gives: attempt state, how many.
select state, count(*) from attempt where campaign_id = $1 group by 1 order by 1;

-- name: campaign_list_rows
-- takes: campaign id; gives: rows of its files, rejected rows, rows that repeat a person of their list.
select coalesce(sum(l.file_rows), 0)::bigint, coalesce(sum(l.rejected_rows), 0)::bigint,
    coalesce(sum(l.duplicate_rows), 0)::bigint
from campaign c join list l on l.id = any (c.lists) where c.id = $1;

-- name: campaign_list_parties
-- takes: campaign id; gives: how often its lists name a party, how many parties those are, and how many of them have no
-- address there that the channel reaches. Counted from the lists alone, so that a report can be held against the plan.
with named as (
    select r.list_id, cp.party_id, bool_or(case c.channel
        when 'EMAIL' then cp.kind = 'EMAIL'
        when 'SMS' then cp.kind = 'PHONE' and (cp.address like '+79%' or cp.address not like '+7%')
        else cp.kind = 'PHONE' end) as reached
    from campaign c join list_row r on r.list_id = any (c.lists) join contact_point cp on cp.id = r.contact_point_id
    where c.id = $1 group by 1, 2
), parties as (
    select party_id, bool_or(reached) as reached from named group by 1
)
select (select count(*) from named), count(*), count(*) filter (where not reached) from parties;

-- name: campaign_waiting
-- takes: campaign id, now; gives: targets in work, due now, cards that may be called now, those that wait for a later
-- hour, and the earliest of these hours.
select count(*) filter (where state = 'held'), count(*) filter (where state = 'due' and (not_before is null or not_before <= $2)),
    count(*) filter (where state = 'card' and not_before <= $2),
    count(*) filter (where state in ('due', 'card') and not_before > $2),
    min(not_before) filter (where state in ('due', 'card') and not_before > $2)
from target where campaign_id = $1 and state in ('held', 'due', 'card');

-- name: campaign_is_over
-- takes: campaign id; gives: whether nothing of it can still happen. What sends the codes of a form waits for the next visitor.
select not exists (select 1 from target where campaign_id = $1 and state in ('due', 'card', 'held'))
    and not exists (select 1 from consent_form where $1 in (sms_campaign_id, email_campaign_id));

-- name: campaign_list
-- takes nothing; gives: id, name, state, purpose, channel, mode, audience.
select id, name, state, purpose, channel, dial_mode, audience from campaign order by id;

-- name: campaign_turn
-- takes: campaign id, from, to, now; moves it and rings the dispatchers. Touches nothing when its state is another.
with moved as (
    update campaign set state = $3::campaign_state, closed_at = case when $3 = 'finished' then $4 else closed_at end where id = $1 and state = $2::campaign_state returning id
)
select id, pg_notify('campaign', id::text) from moved;

-- name: campaign_unknown
-- takes: campaign id; gives: what a person must look after: contact point, address, its kind, provider, what is known of the
-- newest attempt, since when, and when the provider will be asked again (null: it will not be), token.
select distinct on (t.contact_point_id) t.contact_point_id, cp.address, cp.kind, a.provider, a.state, a.changed_at, q.ask_at, cp.token
from target t
join attempt a on a.party_id = t.party_id and a.campaign_id = t.campaign_id and a.contact_point_id = t.contact_point_id
left join contact_point cp on cp.id = t.contact_point_id
left join question q on q.decision_id = a.decision_id
where t.campaign_id = $1 and t.state = 'unknown' order by t.contact_point_id, a.cleared_at desc;
