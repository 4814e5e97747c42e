-- name: kill_hold
-- takes nothing. A claim's first statement: until it commits nobody throws the switch, so what it clears was cleared before.
select pg_advisory_xact_lock_shared(7203003);

-- name: kill_bar
-- takes nothing. Waits for the claims that are under way; those that come wait for this transaction and see what it did.
select pg_advisory_xact_lock(7203003);

-- name: kill_throw
-- takes: purpose, reason, staff id, now; gives a row when it was not thrown before. Dispatchers drop what is cleared and waits.
with thrown as (
    insert into kill_switch (purpose, reason, thrown_by, thrown_at) values ($1, $2, $3, $4) on conflict do nothing returning purpose
)
select pg_notify('kill', purpose::text) from thrown;

-- name: kill_lift
-- takes: purpose; gives a row when it was thrown. Dispatchers look at their campaigns anew.
with lifted as (delete from kill_switch where purpose = $1 returning purpose)
select pg_notify('campaign', '') from lifted;

-- name: kill_list
-- takes nothing; gives: purpose, reason, login, when, of each that is thrown.
select k.purpose, k.reason, s.login, k.thrown_at from kill_switch k join staff s on s.id = k.thrown_by order by k.purpose;
