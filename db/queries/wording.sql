-- name: wording_list
-- gives: id, entity's INN, code, name, version, standalone, purposes, approved, language, SHA-256, approvals, author of every
-- registered text.
select w.id, l.inn, w.code::text, w.name, w.version, w.standalone, w.purposes, s.approved, w.language, w.sha256, s.approvals,
    coalesce(a.login, '')
from wording w join legal_entity l on l.id = w.legal_entity_id join wording_state s on s.id = w.id
left join staff a on a.id = w.author_id order by w.id;

-- name: wording_add
-- takes: entity's INN, code, name, version, text, standalone, now, purposes, language, author's login; gives: id, SHA-256; no
-- row when the entity or the author is unknown.
insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, created_at,
    purposes, language, author_id)
select l.id, $2::text::consent_code, $3::text, $4::int, $5::text, sha256(convert_to($5::text, 'UTF8')), $6::bool, false, false,
    $7::timestamptz, $8::smallint, $9::text, a.id
from legal_entity l join staff a on a.login = $10 where l.inn = $1 returning id, sha256;

-- name: wording_find
-- takes: entity's INN, name, version; gives: id, author, SHA-256, code, text, language, standalone, purposes, approved.
select w.id, coalesce(w.author_id, 0), w.sha256, w.code::text, w.body, w.language, w.standalone, w.purposes,
    (select s.approved from wording_state s where s.id = w.id)
from wording w join legal_entity l on l.id = w.legal_entity_id where l.inn = $1 and w.name = $2 and w.version = $3;

-- name: wording_approve
-- takes: text, person, role, now; gives: 1 when this person had not approved it.
insert into wording_approval (wording_id, staff_id, role, approved_at) values ($1, $2, $3::text::staff_role, $4)
on conflict do nothing returning 1;

-- name: wording_approvals
-- takes: text; gives: login, role, when, of each approval.
select s.login, a.role::text, a.approved_at from wording_approval a join staff s on s.id = a.staff_id
where a.wording_id = $1 order by a.approved_at, s.id;

-- name: wording_is_approved
-- takes: text; gives: whether it is approved, by how many.
select approved, approvals from wording_state where id = $1;
