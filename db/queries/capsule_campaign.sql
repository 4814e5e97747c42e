-- name: campaign_capsule_campaign
-- takes: campaign; gives: the campaign as JSON: purpose, text as sent, roles (P-05).
select line from campaign_told where id = $1;

-- name: campaign_capsule_state
-- takes: campaign; gives: its lists with their grounds, dates, how many there are of each state, the officer's reason, as one JSON.
select json_build_object('campaign', c.id, 'state', c.state, 'created_at', c.created_at, 'starts_at', c.starts_at,
    'ends_at', c.ends_at, 'closed_at', c.closed_at, 'audience', c.audience, 'approval_rule', r.rule, 'approval_reason_at', r.at,
    'lists', (select json_agg(json_build_object('list', l.name, 'source', l.source, 'ground', l.ground, 'obtained_at', l.obtained_at,
        'sha256', encode(l.file_sha256, 'hex')) order by l.id) from list l where l.id = any (c.lists)),
    'results', (select json_agg(json_build_object('target_state', t.state, 'result', t.result, 'persons', t.n) order by t.state, t.result)
        from (select state, result, count(*) as n from target where campaign_id = $1 group by 1, 2) t),
    'outcomes', (select json_agg(json_build_object('outcome', d.outcome, 'count', d.n) order by d.outcome)
        from (select outcome, count(*) as n from decision where campaign_id = $1 group by 1) d))::text
from campaign c left join approval_reason r on r.campaign_id = c.id where c.id = $1;

-- name: campaign_capsule_grounds
-- takes: campaign; gives: of its people how many did what about which consent, by which text, and which other bases they have, as JSON.
select line from (
    select 1 as kind, e.code::text as word, json_build_object('code', e.code, 'act', e.act, 'wording', w.name || '@' || w.version,
        'wording_sha256', encode(w.sha256, 'hex'), 'proven', e.proven, 'persons', e.n)::text as line
    from (select e.code, e.act, e.wording_id, e.proven, count(distinct e.contact_point_id) as n from target t
        join consent_event e on e.contact_point_id = t.contact_point_id where t.campaign_id = $1 group by 1, 2, 3, 4) e
    left join wording w on w.id = e.wording_id
    union all
    select 2, b.kind::text, json_build_object('kind', b.kind, 'ended', b.ended, 'persons', b.n)::text
    from (select b.kind, b.ended, count(distinct b.party_id) as n from target t join basis_event b on b.party_id = t.party_id
        where t.campaign_id = $1 group by 1, 2) b
) g order by kind, word, line;

-- name: campaign_capsule_wordings
-- takes: campaign; gives: each version of a text by which its people were asked, as shown, as JSON; its SHA-256 is of body.
select line from wording_told where id in (select e.wording_id from target t
    join consent_event e on e.contact_point_id = t.contact_point_id where t.campaign_id = $1) order by id;

-- name: campaign_capsule_refusals
-- takes: campaign; gives: refusals of its people since it was made, by kind and path, and what providers answered, as JSON.
select json_build_object('scope', r.scope, 'path', r.path, 'count', count(*), 'told_to_providers', sum(r.pushes),
    'acknowledged', sum(r.acknowledged))::text
from (
    select s.scope, s.path, p.pushes, p.acknowledged from campaign c join target t on t.campaign_id = c.id
    join contact_point cp on cp.id = t.contact_point_id join suppression s on s.token = cp.token and s.recorded_at >= c.created_at
    cross join lateral (select count(*) as pushes, count(acknowledged_at) as acknowledged from stop_push
        where contact_point_id = cp.id) p
    where c.id = $1
) r group by r.scope, r.path order by r.scope, r.path;

-- name: campaign_capsule_documents
-- takes: campaign; gives: orders and contracts with its provider, and what of ours is notified, published, assessed, as JSON.
select line from document_told where provider is null or provider = (select provider from campaign where id = $1) order by id;

-- name: campaign_capsule_provider
-- takes: campaign; gives: its provider.
select provider from campaign where id = $1;

-- name: campaign_capsule_acts
-- takes: campaign; gives: destruction acts since it was made, as JSON; whom they name stays in them (R-02).
select json_build_object('destruction_act', a.id, 'matter', a.matter_id, 'reason', a.reason, 'destroyed_at', a.destroyed_at,
    'keep_until', a.keep_until, 'method', a.method, 'sha256', encode(a.act_sha256, 'hex'))::text
from destruction_act a where a.destroyed_at >= (select created_at from campaign where id = $1) order by a.id;

-- name: campaign_capsule_reads
-- takes: campaign; gives: who looked at people for its sake, by day, reading and role, as JSON (X-03).
select json_build_object('reading', r.reading, 'reader', r.who_kind, 'role', r.role, 'day', r.day, 'answers', r.answers,
    'persons', r.persons)::text
from (select a.reading, a.who_kind, s.role, a.read_at::date as day, count(*) as answers, sum(a.persons) as persons
    from read_act a left join staff s on s.id = a.staff_id where a.campaign_id = $1 group by 1, 2, 3, 4) r
order by r.day, r.reading, r.role;

-- name: campaign_capsule_matters
-- takes: campaign; gives: ids of the requests and demands of its people since it was made.
select m.id from matter m join campaign c on c.id = $1 where m.recorded_at >= c.created_at
    and (exists (select from target t join contact_point cp on cp.id = t.contact_point_id where t.campaign_id = $1
        and cp.token = m.subject) or exists (select from target t join contact_point cp on cp.id = t.contact_point_id
        where t.campaign_id = $1 and cp.party_id = m.party_id)) order by m.id;

-- name: campaign_capsule_sample
-- takes: campaign; gives: twenty of its decisions that nobody chose, as capsule_decisions gives them; erased ones have nothing to tell.
select d.id, d.outcome, d.until, d.reasons, d.facts, d.policy_sha256, d.decided_at, d.contact_point_id, d.campaign_id
from decision d where d.campaign_id = $1 and d.facts <> '' order by sha256(uuid_send(d.id)) limit 20;

-- name: campaign_capsule_contacts
-- takes: ids of decisions; gives: their contacts as JSON.
select line from attempt_told where decision_id = any($1::uuid[]) order by cleared_at, decision_id;

-- name: campaign_capsule_consents
-- takes: ids of decisions; gives: the acts about consents of their addresses, as JSON.
select line from consent_told where token in (select cp.token from decision d join contact_point cp on cp.id = d.contact_point_id
    where d.id = any($1::uuid[])) order by id;
