-- name: legal_entity_find
-- takes: inn; gives: its id.
select id from legal_entity where inn = $1;

-- name: branch_find
-- takes: legal entity id, name; gives: its id.
select id from branch where legal_entity_id = $1 and name = $2;

-- name: caller_number_find
-- takes: number; gives: its id.
select id from caller_number where number = $1;

-- name: list_find
-- takes: list id or name; gives: its id.
select id from list where id::text = $1 or name = $1 order by id desc limit 1;
