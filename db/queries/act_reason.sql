-- name: act_reason_add
-- takes: the entry's word, staff id, the reason, its salt, now; gives its number.
insert into act_reason (what, staff_id, reason, salt, said_at) values ($1, $2, $3, $4, $5) returning id;
