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
select json_build_object('consent', e.consent_id, 'act', e.act, 'code', e.code,
    'channels', (select json_agg(c order by n) from unnest(enum_range(null::channel)) with ordinality u (c, n)
        where e.channels >> (n - 1)::int & 1 = 1),
    'purposes', (select json_agg(c order by n) from unnest(enum_range(null::purpose)) with ordinality u (c, n)
        where e.purposes >> (n - 1)::int & 1 = 1),
    'entity_inn', e.legal_entity_inn, 'processors', to_json(e.processors), 'said_at', e.valid_from,
    'valid_until', e.valid_until, 'recorded_at', e.recorded_at, 'identity', e.identity_level, 'signature', e.signature_kind,
    'standalone', e.standalone, 'proven', e.proven, 'evidence', e.evidence,
    'wording', w.name || '@' || w.version, 'wording_sha256', encode(w.sha256, 'hex'))::text
from consent_event e left join wording w on w.id = e.wording_id where e.token = $1 order by e.id;

-- name: capsule_wordings
-- takes: token; gives: each text that its consents were asked with, as shown, as JSON; its SHA-256 is of body.
select json_build_object('wording', w.name || '@' || w.version, 'code', w.code, 'language', w.language, 'body', w.body,
    'wording_sha256', encode(w.sha256, 'hex'), 'created_at', w.created_at, 'approvals', (select json_agg(
        json_build_object('role', a.role, 'approved_at', a.approved_at) order by a.approved_at)
        from wording_approval a where a.wording_id = w.id))::text
from wording w where w.id in (select wording_id from consent_event where token = $1) order by w.id;

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
-- takes: token; gives: each refusal as JSON, and what was done about it: which providers were told, what they answered.
select json_build_object('scope', s.scope, 'channel', s.channel, 'entity_inn', s.legal_entity_inn, 'path', s.path,
    'said_at', s.said_at, 'recorded_at', s.recorded_at, 'evidence', s.evidence, 'pushes', (select json_agg(
        json_build_object('provider', p.provider, 'state', p.state, 'code', p.code, 'asked_at', p.created_at,
        'acknowledged_at', p.acknowledged_at, 'acknowledgement', p.acknowledgement) order by p.id)
        from stop_push p where p.suppression_id = s.id))::text
from suppression s where s.token = $1 order by s.id;

-- name: capsule_stopped
-- takes: token; gives: each campaign's target at the address as JSON: what waits, was refused, stopped.
select json_build_object('campaign', t.campaign_id, 'state', t.state, 'attempts', t.attempts, 'result', t.result,
    'not_before', t.not_before)::text
from contact_point cp join target t on t.contact_point_id = cp.id
where cp.token = $1 and t.campaign_id in (select id from campaign) order by t.campaign_id;

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
-- A webhook's body stays away: it may speak of others too.
select json_build_object('decision', a.decision_id, 'campaign', a.campaign_id, 'provider', a.provider,
    'attempt_state', a.state, 'cleared_at', a.cleared_at, 'sent_at', a.sent_at, 'changed_at', a.changed_at,
    'provider_ref', a.provider_ref, 'code', a.provider_code, 'reports', (select json_agg(json_build_object('said_at', r.said_at,
        'report', r.kind, 'status', r.status, 'applied', r.applied) order by r.said_at) from report r where r.decision_id = a.decision_id))::text
from contact_point cp join attempt a on a.party_id = cp.party_id and a.contact_point_id = cp.id
left join campaign c on c.id = a.campaign_id left join branch b on b.id = c.branch_id
where cp.token = $1 and ($2::text is null or (a.cleared_at at time zone coalesce(b.zone, 'Europe/Moscow'))::date = $2::text::date)
order by a.cleared_at, a.decision_id;

-- name: capsule_campaigns
-- takes: token; gives: provider, and as JSON each campaign that decided about the address: purpose, text as sent, roles.
select c.provider, json_build_object('campaign', c.id, 'name', c.name, 'advertiser', e.name, 'entity_inn', e.inn,
    'purpose', c.purpose, 'channel', c.channel, 'dial_mode', c.dial_mode, 'class', c.class, 'provider', c.provider,
    'caller', n.number, 'caller_owner_inn', n.owner_inn, 'sender', c.sender, 'subject', c.subject, 'body', c.body,
    'text_sha256', encode(c.text_sha256, 'hex'), 'template', t.name || '@' || v.version,
    'template_sha256', encode(v.sha256, 'hex'), 'template_approved_at', v.approved_at, 'carrier_template', c.carrier_template,
    'approved_at', c.approved_at, 'approver_role', s.role)::text
from campaign c join legal_entity e on e.id = c.legal_entity_id left join caller_number n on n.id = c.caller_number_id
left join template_version v on v.id = c.template_version_id left join template t on t.id = v.template_id
left join staff s on s.id = c.approver_id
where c.id in (select d.campaign_id from contact_point cp join decision d on d.party_id = cp.party_id
    and d.contact_point_id = cp.id where cp.token = $1) order by c.id;

-- name: capsule_documents
-- takes: token; gives: orders, contracts and roles (P-05) with the providers of its campaigns, and what of ours was notified.
select json_build_object('document', o.kind, 'number', o.number, 'entity_inn', o.legal_entity_inn, 'provider', o.provider,
    'roles', to_json(o.roles), 'valid_from', o.valid_from, 'valid_until', o.valid_until, 'replaced_at', o.replaced_at,
    'sha256', encode(o.file_sha256, 'hex'))::text
from document o where (o.provider is null and o.kind in ('RKN_NOTIFICATION', 'PRIVACY_POLICY', 'LICENCE'))
    or o.provider in (select c.provider from contact_point cp join decision d on d.party_id = cp.party_id
        and d.contact_point_id = cp.id join campaign c on c.id = d.campaign_id where cp.token = $1) order by o.id;

-- name: capsule_packs
-- takes: token; gives: SHA-256 and body of each pack of rules by which was decided about the address.
select p.sha256, p.body from policy_pack p where p.sha256 in (select d.policy_sha256 from contact_point cp
    join decision d on d.party_id = cp.party_id and d.contact_point_id = cp.id where cp.token = $1);

-- name: capsule_entries
-- takes: token; gives: xid, id of each entry about the address, and its leaf or null while it is not sealed; nulls
-- for each decision whose entry is not there. A decision's
-- entry names no subject in its column: it stands in the transaction of the decision's row, which is never written again.
with epoch as (
    select n from generate_series(0, (pg_current_xact_id()::text::numeric / 4294967296)::bigint) n
), decided as (
    select d.id::text as id, d.xmin::text::bigint as low from contact_point cp join decision d on d.party_id = cp.party_id
        and d.contact_point_id = cp.id where cp.token = $1
), beside as materialized (
    select e.xid, e.id, convert_from(e.body, 'UTF8')::jsonb -> 'data' ->> 'decision' as decision
    from (select distinct low from decided) d cross join epoch
    join entry e on e.xid = (epoch.n * 4294967296 + d.low)::text::xid8
), found as (
    select e.xid, e.id from entry e where e.subject = $1
    union
    select b.xid, b.id from beside b where b.decision in (select id from decided)
)
select f.xid, f.id, batch.first_leaf + (select count(*) from entry b
    where (b.xid, b.id) < (f.xid, f.id) and (b.xid, b.id) > (coalesce(before.last_xid, '0'), coalesce(before.last_id, 0)))
from found f
left join lateral (select first_leaf from seal where (last_xid, last_id) >= (f.xid, f.id)
    order by last_xid, last_id limit 1) batch on true
left join lateral (select last_xid, last_id from seal where first_leaf < batch.first_leaf
    order by first_leaf desc limit 1) before on true
union all
select null, null, null from decided d where d.id not in (select decision from beside where decision is not null)
order by 1, 2;

-- name: capsule_from
-- gives: the names of our legal entities, as a letter's sender.
select string_agg(name || ', ИНН ' || inn, E'\n' order by id) from legal_entity;
