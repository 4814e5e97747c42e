-- name: search_persons
-- takes: token, decision, INN (0: none), campaign (0), beginning of a name, party (0), how many; gives: party, kind, state,
-- name, contact point, its kind, address, token. What was not asked is null and finds nobody; each way has its index.
-- The plan is made for any words, so "offset 0" keeps it from walking whole tables for the one or the other. "limit 100" is
-- READ_MANY, and a number: of "limit $7" the planner thinks a tenth of all targets, and makes the union a table of that size each time.
with wanted as (
    select party_id as id from contact_point where token = $1
    union select party_id from decision where id = $2
    union (select id from party where inn = $3::bigint order by id limit 100)
    union (select party_id from target where campaign_id = $4 order by contact_point_id limit 100)
    union (select id from party where name <> ''
        and lower(name collate "und-x-icu") collate "C" >= lower($5::text collate "und-x-icu") collate "C"
        and lower(name collate "und-x-icu") collate "C" < (lower($5::text collate "und-x-icu") || chr(1114111)) collate "C"
        order by lower(name collate "und-x-icu") collate "C" limit 100)
    union select id from party where id = $6
)
select p.id, p.kind::text, p.state::text, p.name, cp.id, cp.kind::text, cp.address, cp.token
from (select id from wanted order by id limit $7) w
cross join lateral (select * from party where id = w.id offset 0) p
cross join lateral (select * from contact_point where party_id = w.id offset 0) cp
order by p.id, cp.id;

-- name: search_timeline
-- takes: party (0: nobody holds the address), tokens, how many of each kind; gives: when, what, its words, its number or id, campaign or null,
-- (rule, reason) pairs of a decision. Newest first. Each part walks an index of this one person.
select at, what, words, reference, campaign, reasons from (
    (select e.valid_from as at, 'consent' as what, e.act::text || ' ' || e.code::text as words, e.consent_id::text as reference,
        null::bigint as campaign, ''::bytea as reasons
    from (select * from consent_event where token = any($2::bytea[]) offset 0) e where $1::bigint in (0, e.party_id) order by e.id desc limit $3)
    union all
    (select b.valid_from, 'basis', b.kind::text || case when b.ended then ' ended' else '' end, b.reference, null, ''
    from basis_event b where b.party_id = $1 order by b.id desc limit $3)
    union all
    (select s.said_at, 'refusal', s.scope::text || coalesce(' ' || s.channel::text, '') || ' ' || s.path, s.id::text, null, ''
    from (select * from suppression where token = any($2) offset 0) s order by s.id desc limit $3)
    union all
    (select d.decided_at, 'decision', d.outcome::text, d.id::text, d.campaign_id, d.reasons
    from decision d where d.party_id = $1 order by d.decided_at desc limit $3)
    union all
    (select a.cleared_at, 'attempt', a.provider || ' ' || a.state::text, a.decision_id::text, a.campaign_id, ''
    from attempt a where a.party_id = $1 order by a.cleared_at desc limit $3)
    union all
    (select r.said_at, 'report', r.provider || ' ' || r.kind || coalesce(' ' || r.status, ''), r.decision_id::text, a.campaign_id, ''
    from (select decision_id, campaign_id from attempt where party_id = $1 order by cleared_at desc limit $3) a
    cross join lateral (select * from report where decision_id = a.decision_id offset 0) r limit $3)
    union all
    (select m.opened_at, 'matter', m.kind::text || case when m.closed_at is null then ' open' else ' closed' end, m.id::text, null, ''
    from (select * from matter where subject = any($2) or party_id = $1 offset 0) m order by m.opened_at desc limit $3)
    union all
    (select r.read_at, 'read', r.reading || ' ' || coalesce(s.login, r.process), r.id::text, r.campaign_id, ''
    from (select distinct read_id from person_read where token = any($2) order by read_id desc limit $3) p
    cross join lateral (select * from read_act where id = p.read_id offset 0) r left join staff s on s.id = r.staff_id)
) t order by at desc, what, reference;
