-- name: seal_elect
-- gives whether this session is now the one that seals; it stays so until it ends.
select pg_try_advisory_lock(7203002);

-- name: seal_head
-- gives leaves sealed, last xid and id, whether the database's transaction counter has passed that xid.
select first_leaf + leaves, last_xid, last_id, last_xid < pg_snapshot_xmax(pg_current_snapshot())
from seal order by first_leaf desc limit 1;

-- name: seal_batch
-- takes: last xid and id, most entries; gives xid, id, body in the order of the log.
-- No entry can be committed later before these: their transactions are older than every running one.
copy (select xid, id, body from entry where (xid, id) > ('$1'::xid8, $2)
    and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit $3) to stdout (format binary);

-- name: seal_add
-- takes: first leaf, leaves, last xid, last id.
insert into seal (first_leaf, leaves, last_xid, last_id) values ($1, $2, $3, $4);

-- name: seal_leaf
-- takes: xid, id of an entry; gives the index of its leaf, or nothing while it is not sealed.
-- Counts inside one batch: as fast in a long log as in a short one.
select batch.first_leaf + (select count(*) from entry
    where (xid, id) < ($1, $2) and (xid, id) > (coalesce(before.last_xid, '0'), coalesce(before.last_id, 0)))
from (select first_leaf from seal where (last_xid, last_id) >= ($1, $2) order by last_xid, last_id limit 1) batch
left join lateral (select last_xid, last_id from seal where first_leaf < batch.first_leaf
    order by first_leaf desc limit 1) before on true
where exists (select from entry where (xid, id) = ($1, $2));
