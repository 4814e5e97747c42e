-- name: contact_confirm
-- takes: contact points, the instants of contacts that proved whose they are; gives nothing. An older contact changes nothing.
update contact_point cp set confirmed_at = s.at
from (select id, max(at) as at from unnest($1::int8[], $2::timestamptz[]) as u (id, at) group by id) s
where cp.id = s.id and (cp.confirmed_at is null or cp.confirmed_at < s.at);

-- name: contact_mark_call
-- takes: a press's nonce; gives: the call that came of it, its target locked as a report locks it: attempt, its state, when cleared, contact point, who pressed,
-- token or null, entity.
select a.decision_id, a.state::text, a.cleared_at, a.contact_point_id, p.agent_id, cp.token, e.inn
from press p join target t on t.campaign_id = p.campaign_id and t.contact_point_id = p.contact_point_id
join attempt a on a.party_id = t.party_id and a.cleared_at >= p.pressed_at and a.campaign_id = p.campaign_id
    and a.contact_point_id = p.contact_point_id
join campaign c on c.id = p.campaign_id join legal_entity e on e.id = c.legal_entity_id
left join contact_point cp on cp.id = p.contact_point_id
where p.nonce = $1 order by a.cleared_at limit 1 for no key update of t;

-- name: contact_mark_add
-- takes: attempt, who of the staff, now; gives nothing. A call is marked once.
insert into contact_mark (decision_id, staff_id, marked_at) values ($1, $2, $3) on conflict do nothing;

-- name: contact_mark_answered
-- takes: attempts; gives: contact point, when the call was made, of those that are marked and were answered.
select a.contact_point_id, a.cleared_at from attempt a join contact_mark m on m.decision_id = a.decision_id
where a.decision_id = any($1::uuid[]) and a.state in ('answered', 'completed');
