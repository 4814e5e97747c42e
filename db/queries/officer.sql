-- name: officer_find
-- takes: login; gives: id, role.
select id, role from staff where login = $1;
