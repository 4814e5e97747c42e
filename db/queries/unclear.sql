-- name: unclear_add
-- takes: token, channel, class, words, version of the words, when said, now; gives the number of the newest hold of the token, now its own.
insert into unclear_reply (token, channel, class, words, words_version, hold_id, said_at, recorded_at)
select $1, $2, $3, $4, $5, (select max(id) from suppression where token = $1 and path = 'hold'), $6, $7
returning id;

-- name: unclear_list
-- takes: the last number seen, how many; gives: number, channel, class, words, when said, the masked address's original, what we did last there, token.
-- Undecided, oldest first. The newest attempt tells what the words may be an answer to.
select u.id, u.channel, u.class, u.words, u.said_at, coalesce(cp.address, ''), coalesce(last.name, ''), coalesce(last.purpose, ''), u.token
from unclear_reply u
left join lateral (select address, party_id, id from contact_point where token = u.token order by id limit 1) cp on true
left join lateral (select c.name, c.purpose::text from attempt a join campaign c on c.id = a.campaign_id
    where a.party_id = cp.party_id and a.contact_point_id = cp.id order by a.cleared_at desc limit 1) last on true
where u.decided_at is null and u.id > $1 order by u.id limit $2;

-- name: unclear_lock
-- takes: number; gives: token, channel, class, when said, whether decided. Locked until the commit.
select token, channel, class, said_at, decided_at is not null from unclear_reply where id = $1 for no key update;

-- name: unclear_decide
-- takes: number, decision, scope or null, staff id, reason, now. The words go: what stays is who decided what, and why.
update unclear_reply set decided_at = $6, decision = $2, scope = $3::scope, decided_by = $4, reason = $5, words = null
where id = $1;

-- name: unclear_lift
-- takes: number; gives nothing. Its hold goes.
select lift_hold($1);
