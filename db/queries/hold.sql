-- name: hold_add
-- takes: entity's INN or 0, token or null, party or null, now, staff id, reason's number, end; gives: its number, or nothing when
-- there is no such party.
insert into legal_hold (legal_entity_inn, subject, party_id, placed_at, staff_id, reason_id, ends_at)
select $1, $2::bytea, nullif($3::int8, 0), $4, $5::int8, $6::int8, $7::timestamptz
where $3::int8 = 0 or exists (select from party where id = $3) returning id;

-- name: hold_lift
-- takes: number, staff id, now; gives: token or null. Only what an officer set: a matter's hold ends with its matter.
update legal_hold set lifted_at = $3, lifted_by = $2 where id = $1 and lifted_at is null and matter_id is null returning subject;

-- name: hold_over
-- takes: now; gives: number, token of those whose end has come: they are lifted.
update legal_hold set lifted_at = $1 where lifted_at is null and ends_at <= $1 returning id, subject;

-- name: hold_list
-- takes: whether lifted ones as well; gives: number, matter or 0, entity, party or 0, whether it has an address, placed at, ends at,
-- lifted at, login, reason.
select h.id, coalesce(h.matter_id, 0), h.legal_entity_inn, coalesce(h.party_id, 0), h.subject is not null, h.placed_at, h.ends_at,
    h.lifted_at, coalesce(s.login, ''), coalesce(r.reason, '')
from legal_hold h left join staff s on s.id = h.staff_id left join act_reason r on r.id = h.reason_id
where $1 or h.lifted_at is null order by h.id;
