-- name: entity_add
-- takes: inn, ogrn, name, licence, licence_until, address, now; gives its id and what was stated; nothing when it is there already.
insert into legal_entity as e (inn, ogrn, name, licence, licence_until, address, created_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (inn) do nothing
returning id, jsonb_build_object('inn', e.inn, 'ogrn', e.ogrn, 'name', e.name, 'licence', e.licence,
    'licence_until', e.licence_until, 'address', e.address)::text;

-- name: entity_change
-- takes: inn, then ogrn, name, licence, licence_until, address (null: as it was); gives its id and what is stated now.
update legal_entity e set ogrn = coalesce($2, ogrn), name = coalesce($3, name), licence = coalesce($4, licence),
    licence_until = coalesce($5, licence_until), address = coalesce($6, address) where inn = $1
returning id, jsonb_build_object('inn', e.inn, 'ogrn', e.ogrn, 'name', e.name, 'licence', e.licence,
    'licence_until', e.licence_until, 'address', e.address)::text;

-- name: branch_add
-- takes: legal entity inn, name, zone, now; gives its id and what was stated; nothing when it is there already.
insert into branch as b (legal_entity_id, name, zone, created_at)
values ((select id from legal_entity where inn = $1), $2, $3, $4)
on conflict (legal_entity_id, name) do nothing
returning id, jsonb_build_object('legal_entity_id', b.legal_entity_id, 'name', b.name, 'zone', b.zone)::text;

-- name: branch_change
-- takes: legal entity inn, name, zone; gives its id and what is stated now.
update branch b set zone = $3 where legal_entity_id = (select id from legal_entity where inn = $1) and name = $2
returning id, jsonb_build_object('legal_entity_id', b.legal_entity_id, 'name', b.name, 'zone', b.zone)::text;

-- name: staff_add
-- takes: login, name, role, extension, personnel number, now; gives its id and what was stated; nothing when the login is taken.
insert into staff as s (login, name, role, extension, person, created_at) values ($1, $2, $3::staff_role, $4, $5, $6)
on conflict (login) do nothing
returning id, jsonb_build_object('login', s.login, 'role', s.role, 'extension', s.extension, 'person', s.person)::text;

-- name: staff_change
-- takes: login, then name, role, extension, personnel number (null: as it was); gives the id and what is stated now.
update staff s set name = coalesce($2, name), role = coalesce($3::staff_role, role), extension = coalesce($4, extension),
    person = coalesce($5, person)
where login = $1
returning id, jsonb_build_object('login', s.login, 'role', s.role, 'extension', s.extension, 'person', s.person)::text;

-- name: register_fact_add
-- takes: register, object, act, fact, reason, who or null, now.
insert into register_fact (register, object_id, act, fact, reason, stated_by, recorded_at)
values ($1, $2, $3, $4::jsonb, $5, $6, $7);

-- name: register_entities
-- takes nothing; gives: id, inn, ogrn, name, licence, licence_until, address.
select id, inn, ogrn, name, licence, licence_until, address from legal_entity order by id;

-- name: register_branches
-- takes nothing; gives: id, inn of the entity, name, zone.
select b.id, e.inn, b.name, b.zone from branch b join legal_entity e on e.id = b.legal_entity_id order by b.id;

-- name: register_staff
-- takes nothing; gives: id, login, name, role, extension.
select id, login, name, role, extension from staff order by id;

-- name: register_numbers
-- takes nothing; gives: id, number, owner, label, category, contract, until, order, blocked and retired at.
select id, number, owner_inn, label, label_category, label_contract, label_until, order_reference, blocked_at, retired_at
from caller_number order by id;

-- name: register_senders
-- takes nothing; gives: id, entity's inn, name, categories, carriers, contract, until, retired at, templates in force.
select s.id, e.inn, s.name, array_to_string(s.categories, ','), array_to_string(s.carriers, ','), s.contract, s.until,
    s.retired_at, (select count(*) from carrier_template t where t.sender_id = s.id and t.retired_at is null)
from sender s join legal_entity e on e.id = s.legal_entity_id order by s.id;

-- name: register_history
-- takes: register, object; gives: when, act, fact, reason, who, oldest first.
select f.recorded_at, f.act, f.fact::text, f.reason, s.login from register_fact f left join staff s on s.id = f.stated_by
where f.register = $1 and f.object_id = $2 order by f.id;
