-- name: policy_add
-- takes: sha256, name, version, valid_from, valid_to, body, now; touches a row when the pack was not there.
insert into policy_pack (sha256, name, version, valid_from, valid_to, body, loaded_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing;

-- name: policy_find
-- takes: the first hexadecimal digits of a pack's sha256; gives: sha256, name, version, body of those that begin so.
select sha256, name, version, body from policy_pack where encode(sha256, 'hex') like $1 || '%' limit 2;

-- name: policy_in_force
-- takes: a pack's name; gives: sha256 of the one that was activated last.
select policy_sha256 from policy_activation where name = $1 order by id desc limit 1;

-- name: policy_body
-- takes: sha256; gives: name, version, body.
select name, version, body from policy_pack where sha256 = $1;

-- name: policy_sign
-- takes: sha256, staff id, what they say, rules they put on trial, now. The role is theirs at this moment.
insert into policy_signature (policy_sha256, staff_id, role, says, observes, signed_at)
select $1, s.id, s.role, $3, $4::text[], $5 from staff s where s.id = $2;

-- name: policy_signatures
-- takes: sha256; gives: login, role, what they said, the rules they put on trial, when.
select s.login, g.role::text, g.says, array_to_string(g.observes, ','), g.signed_at
from policy_signature g join staff s on s.id = g.staff_id where g.policy_sha256 = $1 order by g.signed_at, s.login;

-- name: policy_activate
-- takes: name, sha256, staff id, now.
insert into policy_activation (name, policy_sha256, staff_id, activated_at) values ($1, $2, $3, $4);

-- name: policy_list
-- gives: name, version, sha256, valid from, valid to, how many signed it, whether it is in force, of every pack.
select p.name, p.version, p.sha256, p.valid_from, p.valid_to,
    (select count(*) from policy_signature g where g.policy_sha256 = p.sha256),
    p.sha256 = (select a.policy_sha256 from policy_activation a where a.name = p.name order by a.id desc limit 1)
from policy_pack p order by p.name, p.loaded_at, p.version;

-- name: policy_persons
-- gives: persons on record (patients, sole traders, contact persons), and whether health data are: campaigns whose segment or
-- text uses them, or written consents to them.
select count(*) filter (where kind <> 'COMPANY'),
    exists (select 1 from campaign where health_segment) or exists (select 1 from consent_event where code = 'HEALTH_WRITTEN')
from party;
