-- name: staff_find
-- takes: login; gives: id, role, name.
select id, role::text, name from staff where login = $1;
