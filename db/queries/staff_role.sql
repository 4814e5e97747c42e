-- name: staff_role_own
-- takes: login; gives: id, role, whether this person has worked: written or approved a campaign, called, decided.
select s.id, s.role::text, exists (select from campaign where author_id = s.id or approver_id = s.id)
    or exists (select from press where agent_id = s.id) or exists (select from review_decision where staff_id = s.id)
    or exists (select from act_reason where staff_id = s.id and what <> 'person.read')
from staff s where s.login = $1;

-- name: staff_role_same
-- takes: login, name; gives: login, role of those of the same name: one person may have two accounts.
select login, role::text from staff where login <> $1 and name <> login
    and lower(name collate "und-x-icu") = lower($2::text collate "und-x-icu") order by id;
