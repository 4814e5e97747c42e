-- name: number_add
-- takes: number, owner inn, label, category, contract, until, order reference, now; gives its id and what was stated;
-- nothing when it is there already.
insert into caller_number as n (number, owner_inn, label, label_category, label_contract, label_until, order_reference, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (number) do nothing
returning id, (to_jsonb(n) - 'id' - 'created_at')::text;

-- name: number_change
-- takes: number, then label, category, contract, until (null: as it was); gives its id and what is stated now.
update caller_number n set label = coalesce($2, label), label_category = coalesce($3, label_category),
    label_contract = coalesce($4, label_contract), label_until = coalesce($5, label_until)
where number = $1 and retired_at is null
returning id, (to_jsonb(n) - 'id' - 'created_at')::text;

-- name: number_end
-- takes: number, blocked at or null, retired at or null; gives its id and what is stated now; nothing when it has ended so before.
update caller_number n set blocked_at = coalesce(blocked_at, $2), retired_at = coalesce(retired_at, $3)
where number = $1 and (($2::timestamptz is not null and blocked_at is null) or ($3::timestamptz is not null and retired_at is null))
returning id, (to_jsonb(n) - 'id' - 'created_at')::text;

-- name: number_owner_is_ours
-- takes: inn; gives: whether it is one of our legal entities.
select exists (select 1 from legal_entity where inn = $1);

-- name: number_standing
-- takes: number, legal entity id, now; gives: id, whether its owner is the entity or is a processor with an order, whether it
-- is blocked, retired, and whether its label's contract has run out.
select n.id, n.owner_inn = e.inn or n.order_reference is not null, n.blocked_at is not null, n.retired_at is not null,
    n.label_until is not null and n.label_until <= $3
from caller_number n, legal_entity e where n.number = $1 and e.id = $2;

-- name: number_blocked_before
-- takes: legal entity id, purpose, lists, number id; gives: the number that a carrier blocked in a campaign like this one.
select n.number from campaign c join caller_number n on n.id = c.caller_number_id
where c.legal_entity_id = $1 and c.purpose = $2::purpose and c.lists && $3::bigint[] and n.id <> $4 and n.blocked_at is not null
limit 1;

-- name: number_replace
-- takes: campaign, new number's id; gives: the entity's inn and the number before. Only one that a carrier blocked is replaced.
update campaign c set caller_number_id = $2 from caller_number o, legal_entity e
where c.id = $1 and o.id = c.caller_number_id and o.blocked_at is not null and e.id = c.legal_entity_id
    and c.state not in ('stopped', 'finished')
returning e.inn, o.number;

-- name: number_of_campaign
-- takes: campaign; gives: its legal entity.
select legal_entity_id from campaign where id = $1;

-- name: sender_add
-- takes: entity's inn, name, categories, carriers, contract, until, now; gives its id and what was stated; nothing when it is
-- there already.
insert into sender as s (legal_entity_id, name, categories, carriers, contract, until, created_at)
values ((select id from legal_entity where inn = $1), $2, $3::text[], $4::bigint[], $5, $6, $7)
on conflict (legal_entity_id, name) do nothing
returning id, (to_jsonb(s) - 'id' - 'created_at')::text;

-- name: sender_retire
-- takes: entity's inn, name, now; gives its id and what is stated now.
update sender s set retired_at = $3
where legal_entity_id = (select id from legal_entity where inn = $1) and name = $2 and retired_at is null
returning id, (to_jsonb(s) - 'id' - 'created_at')::text;

-- name: sender_find
-- takes: legal entity id, name, now; gives: id, categories, whether it is retired or its contract has run out.
select id, array_to_string(categories, ','), retired_at is not null or (until is not null and until <= $3)
from sender where legal_entity_id = $1 and name = $2;

-- name: sender_template_add
-- takes: entity's inn, sender, the carrier's id of it, category, carrier or 0, body, until, now; gives its id and what was
-- stated; nothing when it is there already.
insert into carrier_template as t (sender_id, name, category, carrier_inn, body, until, created_at)
values ((select s.id from sender s join legal_entity e on e.id = s.legal_entity_id where e.inn = $1 and s.name = $2),
    $3, $4, $5, $6, $7, $8)
on conflict (sender_id, name, carrier_inn) do nothing
returning id, (to_jsonb(t) - 'id' - 'created_at')::text;

-- name: sender_template_list
-- takes nothing; gives: id, entity's inn, sender, the carrier's id of the template, category, carrier or 0, body, until, when retired.
select t.id, e.inn, s.name, t.name, t.category, t.carrier_inn, t.body, t.until, t.retired_at
from carrier_template t join sender s on s.id = t.sender_id join legal_entity e on e.id = s.legal_entity_id order by t.id;

-- name: sender_template_retire
-- takes: entity's inn, sender, the carrier's id of the template, carrier or 0, now; gives its id and what is stated now.
update carrier_template t set retired_at = $5
where t.sender_id = (select s.id from sender s join legal_entity e on e.id = s.legal_entity_id where e.inn = $1 and s.name = $2)
    and t.name = $3 and t.carrier_inn = $4 and t.retired_at is null
returning id, (to_jsonb(t) - 'id' - 'created_at')::text;

-- name: sender_template_find
-- takes: sender id, the carrier's id of the template, now; gives: category, body, whether it is retired or over.
select category, body, retired_at is not null or (until is not null and until <= $3)
from carrier_template where sender_id = $1 and name = $2 order by retired_at is not null, id limit 1;

-- name: sender_of_campaign
-- takes: campaign, category of its traffic, the carrier's template or null.
update campaign set sms_category = $2, carrier_template = $3 where id = $1;
