-- name: export_ask
-- takes: campaign (0), list (0), staff id, reason's number, now; gives: its number; nothing when there is no such campaign or list.
insert into export (campaign_id, list_id, asked_by, reason_id, asked_at)
select nullif($1::bigint, 0), nullif($2::bigint, 0), $3, $4, $5
where exists (select from campaign where id = $1) or exists (select from list where id = $2) returning id;

-- name: export_lock
-- takes: number; gives: asker's id, login, approved (null: not decided), decider's login, expires, made, campaign, list; locked.
select e.asked_by, a.login, e.approved, d.login, e.expires_at, e.made_at, e.campaign_id, e.list_id
from export e join staff a on a.id = e.asked_by left join staff d on d.id = e.decided_by where e.id = $1 for no key update of e;

-- name: export_decide
-- takes: number, staff id, approved, now, until when it may be made.
update export set decided_by = $2, approved = $3, decided_at = $4, expires_at = $5 where id = $1;

-- name: export_people
-- takes: campaign, list (0: none), how many; gives: party, its kind, name, address, token.
select p.id, p.kind::text, p.name, cp.address, cp.token
from (select contact_point_id as id from target where campaign_id = $1
    union select contact_point_id from list_row where list_id = $2) w
join contact_point cp on cp.id = w.id join party p on p.id = cp.party_id where p.state = 'ACTIVE' order by p.id, cp.id limit $3;

-- name: export_made
-- takes: number, now, persons, SHA-256 of the file, number of the read.
update export set made_at = $2, persons = $3, sha256 = $4, read_id = $5 where id = $1;

-- name: export_list
-- takes: now; gives: number, campaign, list, who asked, when, who decided, state, made, persons.
select e.id, e.campaign_id, e.list_id, a.login, e.asked_at, d.login, case when e.made_at is not null then 'made' when not e.approved then 'refused'
    when e.approved is null then 'asked' when e.expires_at <= $1 then 'expired' else 'approved' end, e.made_at, e.persons
from export e join staff a on a.id = e.asked_by left join staff d on d.id = e.decided_by order by e.id;
