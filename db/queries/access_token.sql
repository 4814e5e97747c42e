-- name: access_token_find
-- takes: digest, now; gives: staff id, login, role, expired, revoked. Notes the use of one that holds, once a minute.
with found as (
    select t.id, t.staff_id, t.used_at, t.expires_at <= $2 as expired, t.revoked_at is not null as revoked
    from access_token t where t.digest = $1
), used as (
    update access_token set used_at = $2 from found f
    where access_token.id = f.id and not f.expired and not f.revoked and (f.used_at is null or f.used_at < $2 - interval '1 minute')
)
select s.id, s.login, s.role::text, f.expired, f.revoked from found f join staff s on s.id = f.staff_id;

-- name: access_token_issue
-- takes: staff id, digest, note, issuer (0: none), now, end; gives: its number.
insert into access_token (staff_id, digest, note, issued_by, issued_at, expires_at)
values ($1, $2, $3, nullif($4::bigint, 0), $5, $6) returning id;

-- name: access_token_revoke
-- takes: number (0: all of the person), staff id (0: whoever has the number), now; gives: numbers of those that it ended.
update access_token set revoked_at = $3 where (id = $1 or $1 = 0 and staff_id = $2::bigint) and revoked_at is null returning id;

-- name: access_token_list
-- takes: login ("": all), now; gives: number, login, role, note, state, issued, expires, last used.
select t.id, s.login, s.role::text, t.note, case when t.revoked_at is not null then 'revoked' when t.expires_at <= $2 then 'expired'
    else 'valid' end, t.issued_at, t.expires_at, t.used_at
from access_token t join staff s on s.id = t.staff_id where $1::text in ('', s.login) order by t.id;
