-- name: basis_known
-- takes: arrays of number, party, kind, purposes, entity, reference, from, until, ended; gives: the numbers of those
-- that are stored, or repeat one before them.
select s.n from (
    select *, row_number() over (partition by party_id, kind, purposes, inn, reference, valid_from, valid_until, ended
        order by n) as time
    from unnest($1::int4[], $2::int8[], $3::text[], $4::int2[], $5::int8[], $6::text[], $7::timestamptz[],
        $8::timestamptz[], $9::bool[]) as t (n, party_id, kind, purposes, inn, reference, valid_from, valid_until, ended)
) as s
where s.time > 1 or exists (
    select from basis_event e where e.party_id = s.party_id and e.kind = s.kind::basis_kind and e.purposes = s.purposes
        and e.legal_entity_inn = s.inn and e.reference = s.reference and e.valid_from = s.valid_from
        and e.valid_until is not distinct from s.valid_until and e.ended = s.ended
);

-- name: basis_append
-- takes: when we knew, then the arrays of basis_known without the number; gives nothing. The parties are locked.
insert into basis_event (recorded_at, party_id, kind, purposes, legal_entity_inn, reference, valid_from, valid_until, ended)
select $1::timestamptz, s.party_id, s.kind::basis_kind, s.purposes, s.inn, s.reference, s.valid_from, s.valid_until, s.ended
from unnest($2::int8[], $3::text[], $4::int2[], $5::int8[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::bool[])
    with ordinality as s (party_id, kind, purposes, inn, reference, valid_from, valid_until, ended, n) order by s.n;

-- name: basis_events
-- takes: parties; gives: all their events in the order of knowing.
select party_id, kind::text, purposes, legal_entity_inn, reference, valid_from, valid_until, ended
from basis_event where party_id = any($1::int8[]) order by party_id, id;

-- name: basis_write
-- takes: parties, their derived bases; gives nothing. Only under the parties' locks.
update party p set bases = s.bases from unnest($1::int8[], $2::bytea[]) as s (id, bases)
where p.id = s.id and p.bases <> s.bases;
