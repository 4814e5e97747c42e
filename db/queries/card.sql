-- name: card_list
-- takes campaign, instant, how many, agent; gives cards that may be called now, out of those that wait longest.
-- Each agent sees them in an order of their own, so that two who take the first card do not take the same.
-- Column for column the same as card_lock.
with waiting as (
    select contact_point_id from target where campaign_id = $1 and state = 'card' and not_before <= $2
    order by not_before, contact_point_id limit 8 * $3::bigint
)
select t.contact_point_id, t.party_id, p.name, cp.address, cp.kind, p.zone, p.region, cp.region, cp.consents, p.bases,
    t.attempts, p.salt, c.purpose, c.channel, e.inn, cp.token
from target t
join contact_point cp on cp.id = t.contact_point_id
join party p on p.id = t.party_id
join campaign c on c.id = t.campaign_id
join legal_entity e on e.id = c.legal_entity_id
where t.campaign_id = $1 and t.contact_point_id in (select contact_point_id from waiting) and t.state = 'card'
order by hashint8(t.contact_point_id # ($4::bigint * 2654435761)), t.contact_point_id limit $3;

-- name: card_lock
-- takes campaign, instant, contact point; gives the card if it may be called now, locked until the commit.
select t.contact_point_id, t.party_id, p.name, cp.address, cp.kind, p.zone, p.region, cp.region, cp.consents, p.bases,
    t.attempts, p.salt, c.purpose, c.channel, e.inn, cp.token
from target t
join contact_point cp on cp.id = t.contact_point_id
join party p on p.id = t.party_id
join campaign c on c.id = t.campaign_id
join legal_entity e on e.id = c.legal_entity_id
where t.campaign_id = $1 and t.state = 'card' and t.not_before <= $2 and t.contact_point_id = $3
for no key update of t;

-- name: card_later
-- takes campaign, instant; gives how many cards wait for their hour, and when the next comes.
select count(*), min(not_before) from target where campaign_id = $1 and state = 'card' and not_before > $2;

-- name: card_campaign
-- takes a campaign's number; gives its state.
select state from campaign where id = $1;
