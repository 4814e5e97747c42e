-- name: backup_add
-- takes: place, made at, expires at, staff id, now; gives: its number.
insert into backup (place, made_at, expires_at, staff_id, recorded_at) values ($1, $2, $3, $4, $5) returning id;

-- name: backup_gone
-- takes: number, staff id, now; touches nothing when it was gone before.
update backup set gone_at = $3, gone_by = $2 where id = $1 and gone_at is null;

-- name: backup_list
-- takes: whether those that are gone as well; gives: number, place, made at, expires at, gone at, persons erased since it was made
-- who lie in it still, and when the first of them was.
select b.id, b.place, b.made_at, b.expires_at, b.gone_at, coalesce(sum(a.persons), 0)::int8, min(a.destroyed_at)
from backup b left join destruction_act a on a.destroyed_at > b.made_at and b.gone_at is null
where $1 or b.gone_at is null group by b.id order by b.id;

-- name: backup_of
-- takes: party or 0, now; gives: number, place, made at, expires at of backups in which somebody who goes now lies on. Who came after
-- a backup is not in it; of whom we know no longer, all are named.
select b.id, b.place, b.made_at, b.expires_at from backup b where b.gone_at is null and b.made_at <= $2
    and coalesce((select created_at from party where id = $1), '-infinity') <= b.made_at order by b.id;
