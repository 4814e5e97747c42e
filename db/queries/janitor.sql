-- name: attempt_expire
-- takes: decision ids from and before (they sort by time), expired before, now, limit; gives: decision, provider and token
-- of attempts that nobody settled, and the last id looked at. They are never sent again; the provider will be asked.
with old as (
    select decision_id from attempt where decision_id >= $1 and decision_id < $2 order by decision_id limit $5
), late as (
    select a.decision_id, a.campaign_id, a.contact_point_id from attempt a join old o on o.decision_id = a.decision_id
    where a.state = 'cleared' and a.expires_at < $3 for no key update of a
), moved as (
    update attempt a set state = 'unknown', changed_at = $4 from late l where a.decision_id = l.decision_id
    returning a.decision_id, a.provider, a.contact_point_id
), held as (
    update target t set state = 'unknown', result = 'unknown' from late l
    where t.campaign_id = l.campaign_id and t.contact_point_id = l.contact_point_id and t.state = 'held'
), asked as (
    insert into question (decision_id, ask_at) select decision_id, $4 from late on conflict do nothing
)
select m.decision_id, m.provider, cp.token from moved m left join contact_point cp on cp.id = m.contact_point_id
union all
(select decision_id, null, null from old order by decision_id desc limit 1);

-- name: attempt_give_up
-- takes: decision ids from and before (they sort by time), limit, now; gives: the last id looked at.
-- The provider took them and never said how they ended: the target is unknown, the attempt stays what it is known to be,
-- and the provider will be asked.
with old as (
    select decision_id, campaign_id, contact_point_id, state from attempt
    where decision_id >= $1 and decision_id < $2 and state in ('sent', 'accepted', 'ringing', 'answered')
    order by decision_id limit $3
), moved as (
    update target t set state = 'unknown', result = o.state from old o
    where t.campaign_id = o.campaign_id and t.contact_point_id = o.contact_point_id and t.state = 'held'
    returning o.decision_id
), asked as (
    insert into question (decision_id, ask_at) select decision_id, $4 from moved on conflict do nothing
)
select max(decision_id::text)::uuid, count(*) from old;
