-- name: metric_targets
-- takes nothing; gives campaign, state, how many. One pass over target: the caller spaces its calls.
select campaign_id, state, count(*) from target group by 1, 2 order by 1, 2;

-- name: metric_attempts
-- takes nothing; gives state, how many.
select state, count(*) from attempt group by 1 order by 1;

-- name: metric_dispatchers
-- takes nothing; gives name, sent, last seen.
select name, sent, seen_at from dispatcher order by name;

-- name: metric_inbox
-- takes nothing; gives how many webhooks wait, and since when.
select count(*), min(received_at) from inbox where handled_at is null;

-- name: metric_log
-- takes nothing; gives size and instant of the last checkpoint, whether entries wait that no batch has sealed, and
-- the instant that the oldest of them says, and how many they are, counted up to 100,000.
select c.size, c.signed_at, e.body is not null, (convert_from(e.body, 'UTF8')::json ->> 'at')::timestamptz,
    (select count(*) from (select from entry
        where (xid, id) > (coalesce(s.last_xid, '0'::xid8), coalesce(s.last_id, 0)) limit 100000) waiting)
from (select 1) as one
left join lateral (select size, signed_at from checkpoint order by size desc limit 1) c on true
left join lateral (select last_xid, last_id from seal order by first_leaf desc limit 1) s on true
left join lateral (select body from entry
    where (xid, id) > (coalesce(s.last_xid, '0'::xid8), coalesce(s.last_id, 0)) order by xid, id limit 1) e on true;
