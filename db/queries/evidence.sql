-- name: evidence_lock
-- takes: SHA-256; gives nothing. Until the end of the transaction nobody else keeps or destroys the same file.
select pg_advisory_xact_lock(1163284301, hashtext(encode($1::bytea, 'hex')));

-- name: evidence_find
-- takes: SHA-256; gives: size, kind, class, wrapped key, key id, kept until, added, destroyed. No row: never seen.
select size, kind, class, wrapped_key, key_id, retention_until, added_at, destroyed_at from evidence where sha256 = $1;

-- name: evidence_insert
-- takes: SHA-256, size, kind, class, wrapped key, key id, kept until, now; gives nothing. One that is there (its file was
-- lost or destroyed and came again) gets the new key.
insert into evidence (sha256, size, kind, class, wrapped_key, key_id, retention_until, added_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (sha256) do update set wrapped_key = excluded.wrapped_key, key_id = excluded.key_id, destroyed_at = null,
    retention_until = greatest(evidence.retention_until, excluded.retention_until);

-- name: evidence_extend
-- takes: SHA-256, kept until; gives nothing. Never shortens.
update evidence set retention_until = $2 where sha256 = $1 and retention_until < $2;

-- name: evidence_link
-- takes: SHA-256, consent, now; gives: 1 when the link is new.
insert into evidence_consent (sha256, consent_id, added_at) values ($1, $2, $3) on conflict do nothing returning 1;

-- name: evidence_page
-- takes: SHA-256 after which, how many; gives: SHA-256, wrapped key, key id, destroyed at.
select sha256, wrapped_key, key_id, destroyed_at from evidence where sha256 > $1 order by sha256 limit $2;

-- name: evidence_known
-- takes: array of SHA-256; gives: those that have a row and were not destroyed.
select sha256 from evidence where sha256 = any($1::bytea[]) and destroyed_at is null;

-- name: evidence_stale
-- takes: ids of keys, one array, how many; gives: SHA-256, wrapped key, key id of files wrapped with another key. Locks them.
select sha256, wrapped_key, key_id from evidence where destroyed_at is null and not key_id = any($1::bytea[])
order by sha256 limit $2 for no key update;

-- name: evidence_rewrap
-- takes: arrays of SHA-256 and wrapped key, key id; gives nothing.
update evidence e set wrapped_key = s.wrapped_key, key_id = $3
from unnest($1::bytea[], $2::bytea[]) as s (sha256, wrapped_key) where e.sha256 = s.sha256;

-- name: evidence_due
-- takes: now, years, how many; gives: SHA-256, size, kind, kept until of what may go: its day has passed, and each of its
-- consents ended, by its term or by an act, that many years ago (R-05). A consent without an end keeps its proof.
select e.sha256, e.size, e.kind, e.retention_until from evidence e
where e.destroyed_at is null and e.retention_until <= $1 and not exists (
    select from evidence_consent l where l.sha256 = e.sha256 and not exists (
        select from consent_event v where v.consent_id = l.consent_id and (
            (v.act = 'given' and v.valid_until + make_interval(years => $2::int) <= $1)
            or (v.act in ('refused', 'expired', 'invalidated') or (v.act = 'withdrawn' and v.channels = 0 and v.purposes = 0))
                and v.recorded_at + make_interval(years => $2::int) <= $1)))
order by e.retention_until, e.sha256 limit $3;

-- name: evidence_destroy
-- takes: SHA-256, now; gives: 1 when it was there to destroy. Without its key the file is noise. One that was added again
-- meanwhile has a later day and stays.
update evidence set wrapped_key = null, key_id = null, destroyed_at = $2
where sha256 = $1 and destroyed_at is null and retention_until <= $2 returning 1;

-- name: evidence_lock_sweep
-- takes: SHA-256; gives nothing. The same lock as evidence_lock, for the sweep.
select pg_advisory_xact_lock(1163284301, hashtext(encode($1::bytea, 'hex')));
