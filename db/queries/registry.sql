-- name: legal_entity_add
-- takes: inn, ogrn, name, licence, licence_until, now; gives its id.
insert into legal_entity (inn, ogrn, name, licence, licence_until, created_at) values ($1, $2, $3, $4, $5, $6)
on conflict (inn) do update set name = excluded.name, licence = excluded.licence, licence_until = excluded.licence_until
returning id;

-- name: legal_entity_find
-- takes: inn; gives: its id.
select id from legal_entity where inn = $1;

-- name: branch_add
-- takes: legal entity inn, name, zone, now; gives its id.
insert into branch (legal_entity_id, name, zone, created_at)
values ((select id from legal_entity where inn = $1), $2, $3, $4)
on conflict (legal_entity_id, name) do update set zone = excluded.zone returning id;

-- name: branch_find
-- takes: legal entity id, name; gives: its id.
select id from branch where legal_entity_id = $1 and name = $2;

-- name: staff_add
-- takes: login, name, role, extension, now; gives its id.
insert into staff (login, name, role, extension, created_at) values ($1, $2, $3::staff_role, $4, $5)
on conflict (login) do update set name = excluded.name, role = excluded.role,
    extension = excluded.extension returning id;

-- name: staff_find
-- takes: login; gives: id, role.
select id, role from staff where login = $1;

-- name: caller_number_add
-- takes: number, owner inn, label, category, contract, until, now; gives its id.
insert into caller_number (number, owner_inn, label, label_category, label_contract, label_until, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (number) do update set label = excluded.label, label_contract = excluded.label_contract,
    label_until = excluded.label_until returning id;

-- name: caller_number_find
-- takes: number; gives: its id.
select id from caller_number where number = $1;

-- name: list_find
-- takes: list id or name; gives: its id.
select id from list where id::text = $1 or name = $1 order by id desc limit 1;
