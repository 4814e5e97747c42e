-- name: stop_push_take
-- takes: now, limit; gives: those to be told now: number, provider, address or null, token, tries. Locked.
select s.id, s.provider, cp.address, cp.token, s.tries
from stop_push s left join contact_point cp on cp.id = s.contact_point_id
where s.state = 'due' and s.due_at <= $1 order by s.due_at limit $2 for no key update of s skip locked;

-- name: stop_push_later
-- takes: number, when to try again. One try more.
update stop_push set tries = tries + 1, due_at = $2 where id = $1;

-- name: stop_push_end
-- takes: arrays of number, state, their word; now.
update stop_push s set state = e.state, code = e.code, acknowledged_at = case when e.state = 'acknowledged' then $4::timestamptz end,
    acknowledgement = case when e.state = 'acknowledged' then e.code end
from unnest($1::bigint[], $2::text[], $3::text[]) as e (id, state, code) where s.id = e.id and s.state = 'due';

-- name: stop_push_alarm
-- takes: created before, now; gives: number, provider, state, tries, their newest word, of those that nobody acknowledged in time; each once.
update stop_push set alarmed_at = $2 where state in ('due', 'letter') and created_at < $1 and alarmed_at is null
returning id, provider, state, tries, coalesce(code, '');

-- name: stop_push_list
-- takes: whether all or only what is open; limit; gives: number, provider, state, tries, their word, created, acknowledged, alarmed, address, token.
select s.id, s.provider, s.state, s.tries, coalesce(s.code, ''), s.created_at, s.acknowledged_at, s.alarmed_at, coalesce(cp.address, ''), coalesce(cp.token, '')
from stop_push s left join contact_point cp on cp.id = s.contact_point_id
where $1 or s.state in ('due', 'letter') order by s.id limit $2;

-- name: stop_push_letter
-- takes: number, staff id, where the answer lies, now; gives: token of the address, provider. A letter was answered.
update stop_push s set state = 'acknowledged', acknowledged_at = $4, acknowledged_by = $2, acknowledgement = $3
where id = $1 and state in ('letter', 'due') returning coalesce((select token from contact_point where id = s.contact_point_id), ''), s.provider;

-- name: metric_refusals
-- takes nothing; gives: refusals not acknowledged, of these overdue; unread answers.
select count(*), count(*) filter (where alarmed_at is not null), (select count(*) from unclear_reply where decided_at is null)
from stop_push where state in ('due', 'letter');
