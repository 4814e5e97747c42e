-- name: document_add
-- takes: kind, number, entity, provider or null, roles "a,b", purposes, from, until, done, login of the owner, hash or null, now; gives
-- its id, or no row when there is no such entity. The one with its number that was in force is replaced.
with before as (
    update document set replaced_at = $12 where kind = $1::document_kind and number = $2 and legal_entity_inn = $3
        and replaced_at is null returning id
), entity as (
    select inn from legal_entity where inn = $3
)
insert into document (kind, number, legal_entity_inn, provider, roles, purposes, valid_from, valid_until, done_at, owner_id,
    file_sha256, created_at)
select $1::document_kind, $2, $3, $4, coalesce(string_to_array(nullif($5, ''), ','), '{}'), $6, $7, $8, $9,
    (select id from staff where login = $10), $11, $12 from entity where (select count(*) from before) >= 0
returning id;

-- name: document_rows
-- takes: kind or null, entity or 0; gives: all that document.h holds of those in force.
select d.id, d.kind, d.number, d.legal_entity_inn, d.provider, array_to_string(d.roles, ','), d.purposes, d.valid_from,
    d.valid_until, d.done_at, s.login
from document d join staff s on s.id = d.owner_id
where d.replaced_at is null and ($1::text is null or d.kind::text = $1) and ($2::int8 = 0 or d.legal_entity_inn = $2)
order by d.kind, d.legal_entity_inn, d.number;

-- name: document_demand_add
-- takes: kind, staff id, now; gives nothing. Repeated at no harm.
insert into document_demand (kind, staff_id, since) values ($1::document_kind, $2, $3) on conflict do nothing;

-- name: document_demand_remove
-- takes: kind; gives nothing.
delete from document_demand where kind = $1::document_kind;

-- name: document_demand_rows
-- takes nothing; gives: the kinds that are demanded.
select kind from document_demand order by kind;

-- name: document_lacking
-- takes: kinds asked for, entity or 0; gives: each entity with each kind of which it has none in force, or once with null.
select e.inn, k.kind from legal_entity e left join lateral (select a.kind from unnest($1::text[]) as a (kind) where not exists (
    select from document d where d.kind::text = a.kind and d.legal_entity_inn = e.inn and d.replaced_at is null)) k on true
where $2::int8 = 0 or e.inn = $2 order by e.inn, k.kind::document_kind;

-- name: document_missing
-- takes: campaign id, now; gives: the demanded kinds of which the campaign's entity has none that holds now, and whether it has one at
-- all. A change of the notification holds once it is sent; a processing order must be with the campaign's provider.
select n.kind, exists (select from document d where d.kind = n.kind and d.replaced_at is null and d.legal_entity_inn = e.inn)
from document_demand n, campaign c join legal_entity e on e.id = c.legal_entity_id
where c.id = $1 and n.kind <> 'RKN_CHANGE' and not exists (
    select from document d where d.kind = n.kind and d.replaced_at is null and d.legal_entity_inn = e.inn
        and d.valid_from <= $2 and (d.valid_until is null or d.valid_until > $2)
        and (d.kind <> 'PROCESSOR_ORDER' or d.provider = c.provider))
order by n.kind;

-- name: document_late_change
-- takes: campaign id, changed before; gives: the number of a change of the notification that is demanded and was not sent in time.
select d.number from document d join legal_entity e on e.inn = d.legal_entity_inn join campaign c on c.legal_entity_id = e.id
where c.id = $1 and d.kind = 'RKN_CHANGE' and d.replaced_at is null and d.done_at is null and d.valid_from < $2
    and exists (select from document_demand where kind = 'RKN_CHANGE') limit 1;

-- name: document_purpose
-- takes: campaign id, now; gives: its purpose, and the purposes that its entity's notifications name (null: it has none).
select c.purpose, (select bit_or(d.purposes) from document d where d.kind = 'RKN_NOTIFICATION' and d.replaced_at is null
    and d.legal_entity_inn = e.inn and d.valid_from <= $2 and (d.valid_until is null or d.valid_until > $2))
from campaign c join legal_entity e on e.id = c.legal_entity_id where c.id = $1;

-- name: document_reason
-- takes: campaign id, rule, login, reason, now; gives nothing.
insert into approval_reason (campaign_id, rule, staff_id, reason, at)
values ($1, $2, (select id from staff where login = $3), $4, $5);
