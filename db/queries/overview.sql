-- name: overview_campaigns
-- takes a campaign's number or 0 for all; gives a line each, oldest first.
select c.id, c.name, c.state, c.purpose, c.channel, c.dial_mode, c.provider, e.inn, c.audience, c.starts_at, c.ends_at,
    c.created_at
from campaign c join legal_entity e on e.id = c.legal_entity_id
where $1::bigint in (0, c.id)
order by c.id;

-- name: overview_progress
-- takes a campaign's number; gives state, result, the rule that excluded, how many. One pass over its targets.
select state, result, case when state = 'excluded' and length(reasons) >= 2 then get_byte(reasons, 0) end, count(*)
from target where campaign_id = $1 group by 1, 2, 3 order by 1, 2, 3;
