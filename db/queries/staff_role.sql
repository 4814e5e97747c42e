-- name: staff_role_own
-- takes: login, now; gives: id, role, whether this login has worked here.
select id, role::text, staff_worked(id, $2) from staff where login = $1;

-- name: staff_role_same
-- takes: login, name, personnel number (null each: as it stands), now; gives: login, role, whether it has worked, of the other logins
-- of the same person. Where both have personnel numbers these say it, else the names.
with me as (
    select coalesce($2, (select name from staff where login = $1)) as name,
        coalesce($3, (select person from staff where login = $1)) as person
)
select s.login, s.role::text, staff_worked(s.id, $4) from staff s, me where s.login <> $1 and case
    when s.person is not null and me.person is not null then s.person = me.person
    else s.name <> s.login and lower(s.name collate "und-x-icu") = lower(me.name collate "und-x-icu") end
order by s.id;
