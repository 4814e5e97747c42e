-- name: capsule_holders
-- takes: token; gives: contact point, party, and as JSON what we keep of each who holds the address and from where.
select cp.id, cp.party_id, json_build_object('address', cp.address, 'kind', cp.kind, 'name', p.name, 'party_kind', p.kind,
    'state', p.state, 'known_since', cp.created_at, 'confirmed_at', greatest(cp.verified_at, cp.confirmed_at),
    'zone', p.zone, 'lists', (select json_agg(json_build_object('list', l.name, 'source', l.source, 'ground', l.ground,
        'obtained_at', l.obtained_at) order by l.id) from list l where l.id in
        (select r.list_id from list_row r where r.party_id = cp.party_id and r.contact_point_id = cp.id)))::text
from contact_point cp join party p on p.id = cp.party_id where cp.token = $1 order by cp.id;

-- name: capsule_consents
-- takes: token; gives: each act about a consent as JSON, in the order of knowing.
select line from consent_told where token = $1 order by id;

-- name: capsule_wordings
-- takes: token; gives: each text that its consents were asked with, as shown, as JSON; its SHA-256 is of body.
select line from wording_told where id in (select wording_id from consent_event where token = $1) order by id;

-- name: capsule_evidence
-- takes: token; gives: SHA-256, kind, wrapped key, key id of each evidence file of its consents, and its JSON. No key: destroyed.
select v.sha256, v.kind, v.wrapped_key, v.key_id, json_build_object('sha256', encode(v.sha256, 'hex'), 'file_kind', v.kind,
    'class', v.class, 'size', v.size, 'added_at', v.added_at, 'destroyed_at', v.destroyed_at, 'consents', (select json_agg(
        l.consent_id order by l.consent_id) from evidence_consent l where l.sha256 = v.sha256))::text
from evidence v where v.sha256 in (select l.sha256 from evidence_consent l
    join consent_event e on e.consent_id = l.consent_id where e.token = $1) order by v.added_at, v.sha256;

-- name: capsule_bases
-- takes: token; gives: each event of another legal basis of whoever holds the address, as JSON.
select json_build_object('kind', b.kind, 'reference', b.reference, 'entity_inn', b.legal_entity_inn,
    'purposes', (select json_agg(c order by n) from unnest(enum_range(null::purpose)) with ordinality u (c, n)
        where b.purposes >> (n - 1)::int & 1 = 1),
    'valid_from', b.valid_from, 'valid_until', b.valid_until, 'ended', b.ended, 'recorded_at', b.recorded_at)::text
from basis_event b where b.party_id in (select party_id from contact_point where token = $1) order by b.id;

-- name: capsule_refusals
-- takes: token; gives: each refusal as JSON, and what was done about it: which providers were told, what they answered. A provider's
-- list takes an address once, for whichever refusal came first.
select json_build_object('scope', s.scope, 'channel', s.channel, 'entity_inn', s.legal_entity_inn, 'path', s.path,
    'said_at', s.said_at, 'recorded_at', s.recorded_at, 'evidence', s.evidence, 'pushes', (select json_agg(
        json_build_object('provider', p.provider, 'state', p.state, 'code', p.code, 'asked_at', p.created_at,
        'acknowledged_at', p.acknowledged_at, 'acknowledgement', p.acknowledgement) order by p.id)
        from contact_point cp join stop_push p on p.contact_point_id = cp.id where cp.token = s.token))::text
from suppression s where s.token = $1 order by s.id;

-- name: capsule_stopped
-- takes: token; gives: each campaign's target at the address as JSON: what waits, was refused, stopped.
select json_build_object('campaign', t.campaign_id, 'state', t.state, 'attempts', t.attempts, 'result', t.result,
    'not_before', t.not_before)::text
from contact_point cp join target t on t.contact_point_id = cp.id
where cp.token = $1 and t.campaign_id in (select id from campaign) order by t.campaign_id;

-- name: capsule_receipts
-- takes: token; gives: each receipt that the person was given, as JSON; its number would open its link, so it stays away.
select json_build_object('made_at', r.made_at, 'expires_at', r.expires_at, 'for_consents', to_json(r.consents),
    'sha256', encode(r.sha256, 'hex'))::text
from consent_receipt r where r.token = $1 order by r.made_at, r.sha256;

-- name: capsule_replies
-- takes: token; gives: each answer of the person that somebody had to read, as JSON; decided ones have no words any more.
select json_build_object('channel', u.channel, 'reply', u.class, 'words', u.words, 'said_at', u.said_at, 'recorded_at', u.recorded_at,
    'decided_at', u.decided_at, 'decided_as', u.decision, 'scope', u.scope, 'role', s.role)::text
from unclear_reply u left join staff s on s.id = u.decided_by where u.token = $1 order by u.id;

-- name: capsule_reviews
-- takes: token; gives: each decision of the compliance officer about targets at the address, as JSON.
select json_build_object('campaign', r.campaign_id, 'allowed', r.allowed, 'decided_at', r.decided_at, 'valid_until', r.valid_until,
    'role', s.role)::text
from contact_point cp join campaign c on true join review_target t on t.campaign_id = c.id and t.contact_point_id = cp.id
join review_decision r on r.id = t.review_id join staff s on s.id = r.staff_id where cp.token = $1 order by r.id;

-- name: capsule_reads
-- takes: token; gives: each answer that showed the person to somebody, as JSON (X-03).
select json_build_object('read', a.id, 'reading', a.reading, 'at', a.read_at, 'reader', a.who_kind, 'role', s.role,
    'campaign', a.campaign_id, 'matter', a.matter_id)::text
from person_read p join read_act a on a.id = p.read_id left join staff s on s.id = a.staff_id where p.token = $1 order by a.id;

-- name: capsule_providers
-- takes: token; gives: the providers of the campaigns that decided about the address, sorted.
select distinct c.provider from contact_point cp join decision d on d.party_id = cp.party_id and d.contact_point_id = cp.id
join campaign c on c.id = d.campaign_id where cp.token = $1 order by c.provider;

-- name: capsule_matters
-- takes: token; gives: each request or demand of the person with its acts and tasks, as JSON.
select json_build_object('matter', m.id, 'kind', m.kind, 'opened_at', m.opened_at, 'path', m.path, 'closed_at', m.closed_at,
    'acts', (select json_agg(json_build_object('act', e.act, 'at', e.at, 'deadline', e.deadline) order by e.id)
        from matter_event e where e.matter_id = m.id),
    'tasks', (select json_agg(json_build_object('deed', k.deed, 'place', k.place, 'done_at', k.done_at) order by k.id)
        from matter_task k where k.matter_id = m.id))::text
from matter m where m.subject = $1 order by m.id;

-- name: capsule_decisions
-- takes: token, day or null (of the campaign's branch); gives: id, outcome, until, reasons, facts, pack, instant, contact
-- point, campaign of each decision, in order.
select d.id, d.outcome, d.until, d.reasons, d.facts, d.policy_sha256, d.decided_at, d.contact_point_id, d.campaign_id
from contact_point cp join decision d on d.party_id = cp.party_id and d.contact_point_id = cp.id
left join campaign c on c.id = d.campaign_id left join branch b on b.id = c.branch_id
where cp.token = $1 and ($2::text is null or (d.decided_at at time zone coalesce(b.zone, 'Europe/Moscow'))::date = $2::text::date)
order by d.decided_at, d.id;

-- name: capsule_attempts
-- takes: token, day or null; gives: each contact as JSON, with the provider's own words in the order in which they came.
select a.line from contact_point cp join attempt_told a on a.party_id = cp.party_id and a.contact_point_id = cp.id
left join campaign c on c.id = a.campaign_id left join branch b on b.id = c.branch_id
where cp.token = $1 and ($2::text is null or (a.cleared_at at time zone coalesce(b.zone, 'Europe/Moscow'))::date = $2::text::date)
order by a.cleared_at, a.decision_id;

-- name: capsule_campaigns
-- takes: token; gives: each campaign that decided about the address, as JSON: purpose, text as sent, roles.
select line from campaign_told where id in (select d.campaign_id from contact_point cp join decision d on d.party_id = cp.party_id
    and d.contact_point_id = cp.id where cp.token = $1) order by id;

-- name: capsule_documents
-- takes: token; gives: orders, contracts and roles (P-05) with the providers of its campaigns, and what of ours was notified.
select line from document_told where (provider is null and kind in ('RKN_NOTIFICATION', 'PRIVACY_POLICY', 'LICENCE'))
    or provider in (select c.provider from contact_point cp join decision d on d.party_id = cp.party_id
        and d.contact_point_id = cp.id join campaign c on c.id = d.campaign_id where cp.token = $1) order by id;

-- name: capsule_packs
-- takes: ids of decisions; gives: SHA-256 and body of each pack of rules by which they were made.
select p.sha256, p.body from policy_pack p where p.sha256 in (select policy_sha256 from decision where id = any($1::uuid[]))
order by p.sha256;

-- name: capsule_entries
-- takes: token or null, ids of decisions; gives: the leaf of each entry about the address or a decision, in order; -1 for one that
-- is not sealed yet, null for a decision or answer whose entry is not there. Such an entry names no subject in its column: it
-- stands in the transaction of the decision's row, which is never written again, or in the one that the attempt keeps.
with epoch as (
    select n from generate_series(0, (pg_current_xact_id()::text::numeric / 4294967296)::bigint) n
), decided as (
    select id::text, xmin::text::bigint as low from decision where id = any($2::uuid[])
), meant as (
    select id, (epoch.n * 4294967296 + low)::text::xid8 as xid, 'decided' as by,
        convert_to('"decision":"' || id || '"', 'UTF8') as named
    from decided cross join epoch
    union all
    select decision_id::text, settled_xid, 'settled', convert_to('"decision":"' || decision_id || '"', 'UTF8')
    from attempt where decision_id = any($2::uuid[]) and settled_xid is not null
), beside as materialized (
    select m.id as decision, m.by, e.xid, e.id from meant m join entry e on e.xid = m.xid
    where position(m.named in e.body) > 0
), lost as (
    select id, 'decided' as by from decided union select id, by from meant except select decision, by from beside
), found as (
    select e.xid, e.id from entry e where e.subject = $1
    union
    select xid, id from beside
), placed as (
    select f.xid, f.id, batch.first_leaf, before.last_xid, before.last_id from found f
    left join lateral (select first_leaf from seal where (last_xid, last_id) >= (f.xid, f.id)
        order by last_xid, last_id limit 1) batch on true
    left join lateral (select last_xid, last_id from seal where first_leaf < batch.first_leaf
        order by first_leaf desc limit 1) before on true
), spaced as (  -- from one that is asked for to the next of its batch: each entry is counted once
    select *, lag(xid, 1, coalesce(last_xid, '0')) over batch as from_xid, lag(id, 1, coalesce(last_id, 0)) over batch as from_id
    from placed window batch as (partition by first_leaf order by xid, id)
)
select case when s.first_leaf is null then -1 else s.first_leaf - 1 + sum(step.n) over (partition by s.first_leaf order by s.xid, s.id) end::bigint
    as leaf
from spaced s cross join lateral (select count(*) as n from entry e where s.first_leaf is not null
    and (e.xid, e.id) > (s.from_xid, s.from_id) and (e.xid, e.id) <= (s.xid, s.id)) step
union all
select null from lost
order by leaf;

-- name: capsule_from
-- gives: the names of our legal entities, as a letter's sender.
select string_agg(name || ', ИНН ' || inn, E'\n' order by id) from legal_entity;
