-- name: staff_role_of
-- takes: login; gives: id, role of who signs or decides.
select id, role::text from staff where login = $1;
