-- name: unsubscribe_attempt
-- takes an attempt's id; gives its address, its campaign's purpose and class, and the advertiser.
-- No row: no such attempt, or the person has been erased since.
select cp.token, cp.id, c.id, c.purpose, c.class, e.inn, e.name
from attempt a
join campaign c on c.id = a.campaign_id
join legal_entity e on e.id = c.legal_entity_id
join contact_point cp on cp.id = a.contact_point_id
where a.decision_id = $1;
