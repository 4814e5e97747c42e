-- name: kill_throw
-- takes: purpose, reason, staff id, now; gives a row when it was not thrown before.
insert into kill_switch (purpose, reason, thrown_by, thrown_at) values ($1, $2, $3, $4) on conflict do nothing returning purpose;

-- name: kill_lift
-- takes: purpose; gives a row when it was thrown.
delete from kill_switch where purpose = $1 returning purpose;

-- name: kill_list
-- takes nothing; gives: purpose, reason, login, when, of each that is thrown.
select k.purpose, k.reason, s.login, k.thrown_at from kill_switch k join staff s on s.id = k.thrown_by order by k.purpose;
