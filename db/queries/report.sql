-- name: inbox_provider
-- takes: now; gives: the provider of the oldest webhook not yet handled and not put off.
select provider from inbox where handled_at is null and (look_at is null or look_at <= $1) order by id limit 1;

-- name: inbox_take
-- takes: provider, limit, now; gives: webhooks not yet handled and not put off, locked.
select id, path, content_type, headers, body, received_at from inbox
where handled_at is null and provider = $1 and (look_at is null or look_at <= $3)
order by id limit $2 for no key update skip locked;

-- name: inbox_handled
-- takes: arrays of id, verdict and when to look again (null: it is handled); now.
update inbox i set handled_at = case when v.look_at is null then $4::timestamptz end, look_at = v.look_at, verdict = v.verdict
from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as v (id, verdict, look_at)
where i.id = v.id;

-- name: report_known
-- takes: provider, array of dedupe keys; gives: those that have been reported before.
-- One by one: over a table that was empty when it was planned, any() became a filter on all of the provider's reports.
select w.dedupe from unnest($2::text[]) as w (dedupe), lateral (
    select from report r where r.provider = $1 and r.dedupe = w.dedupe limit 1) known;

-- name: report_add
-- takes: provider; arrays of dedupe, decision or null, inbox id, kind, status, said at, applied.
insert into report (provider, dedupe, decision_id, inbox_id, kind, status, said_at, applied)
select $1, r.dedupe, r.decision, r.inbox, r.kind, r.status, r.said_at, r.applied
from unnest($2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::timestamptz[], $8::bool[])
    as r (dedupe, decision, inbox, kind, status, said_at, applied)
on conflict do nothing;

-- name: attempt_named
-- takes: provider, our ids, its ids; gives: the attempts they name, locked, with what decides the redial.
select a.decision_id, a.provider_ref, a.campaign_id, a.contact_point_id, a.party_id, a.state, t.state, t.attempts, c.redials,
    c.redial_after, c.channel, cp.token, e.inn
from attempt a
join target t on t.campaign_id = a.campaign_id and t.contact_point_id = a.contact_point_id
join campaign c on c.id = a.campaign_id
join legal_entity e on e.id = c.legal_entity_id
left join contact_point cp on cp.id = a.contact_point_id
where a.provider = $1 and (a.decision_id = any ($2::uuid[]) or a.provider_ref = any ($3::text[]))
for no key update of a, t;

-- name: attempt_report
-- takes: arrays of decision, state, code, provider's id; now.
update attempt a set state = r.state::attempt_state, provider_code = coalesce(nullif(r.code, ''), a.provider_code),
    provider_ref = coalesce(r.ref, a.provider_ref),
    changed_at = $5
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as r (decision, state, code, ref)
where a.decision_id = r.decision;

-- name: question_add
-- takes: decision ids; when to ask.
insert into question (decision_id, ask_at) select u, $2 from unnest($1::uuid[]) u on conflict do nothing;

-- name: question_take
-- takes: now, limit; gives: attempts whose end we do not know, to ask their providers about: decision, provider, its id, address,
-- asked, the attempt's state.
select a.decision_id, a.provider, a.provider_ref, cp.address, q.asked, a.state
from question q join attempt a on a.decision_id = q.decision_id
left join contact_point cp on cp.id = a.contact_point_id
where q.ask_at <= $1 order by q.ask_at limit $2 for no key update of q skip locked;

-- name: question_later
-- takes: decision id, when to ask again.
update question set asked = asked + 1, ask_at = $2 where decision_id = $1;

-- name: question_end
-- takes: decision ids: answered, or nobody can be asked.
delete from question where decision_id = any ($1::uuid[]);
