-- name: attempt_expire
-- takes: expired before, now, limit; gives: decision, provider, entity and token of attempts that nobody settled. Never sent again.
with late as (
    select decision_id, campaign_id, contact_point_id from attempt
    where state = 'cleared' and expires_at < $1 order by expires_at limit $3 for no key update skip locked
), moved as (
    update attempt a set state = 'unknown', changed_at = $2 from late l where a.decision_id = l.decision_id
    returning a.decision_id, a.provider, a.contact_point_id
), held as (
    update target t set state = 'unknown', result = 'unknown' from late l
    where t.campaign_id = l.campaign_id and t.contact_point_id = l.contact_point_id and t.state = 'held'
)
select m.decision_id, m.provider, cp.token from moved m left join contact_point cp on cp.id = m.contact_point_id;

-- name: attempt_give_up
-- takes: decision ids from and before (they sort by time), limit; gives: the last id looked at.
-- The provider took them and never said how they ended: the target is unknown, the attempt stays what it is known to be.
with old as (
    select decision_id, campaign_id, contact_point_id, state from attempt
    where decision_id >= $1 and decision_id < $2 and state in ('sent', 'accepted', 'ringing', 'answered')
    order by decision_id limit $3
), moved as (
    update target t set state = 'unknown', result = o.state from old o
    where t.campaign_id = o.campaign_id and t.contact_point_id = o.contact_point_id and t.state = 'held'
)
select max(decision_id::text)::uuid, count(*) from old;
