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
-- takes: when we knew, then the arrays of basis_known without the number, then proofs; gives nothing. The parties are locked.
insert into basis_event (recorded_at, party_id, kind, purposes, legal_entity_inn, reference, valid_from, valid_until, ended,
    proof)
select $1::timestamptz, s.party_id, s.kind::basis_kind, s.purposes, s.inn, s.reference, s.valid_from, s.valid_until, s.ended,
    s.proof::jsonb
from unnest($2::int8[], $3::text[], $4::int2[], $5::int8[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::bool[],
    $10::text[]) with ordinality as s (party_id, kind, purposes, inn, reference, valid_from, valid_until, ended, proof, n) order by s.n;

-- name: basis_events
-- takes: parties; gives: all their events in the order of knowing.
select party_id, kind::text, purposes, legal_entity_inn, reference, valid_from, valid_until, ended
from basis_event where party_id = any($1::int8[]) order by party_id, id;

-- name: basis_write
-- takes: parties, their derived bases; gives nothing. Only under the parties' locks.
update party p set bases = s.bases from unnest($1::int8[], $2::bytea[]) as s (id, bases)
where p.id = s.id and p.bases <> s.bases;

-- name: basis_spent
-- takes: now, how many; gives: party, entity, reference of own requests in force whose series of calls is over: a target of a
-- waiting-list campaign of that entity is done, with an attempt since the request. Locks the parties in the order of their ids.
select p.id, b.legal_entity_inn, b.reference from basis_event b join party p on p.id = b.party_id
where b.kind = 'OWN_REQUEST' and not b.ended and (b.valid_until is null or b.valid_until > $1) and not exists (
    select from basis_event later where later.party_id = b.party_id and later.kind = b.kind and later.reference = b.reference
        and later.legal_entity_inn = b.legal_entity_inn and later.id > b.id)
    and exists (
    select from attempt a join campaign c on c.id = a.campaign_id join legal_entity l on l.id = c.legal_entity_id
    join target t on t.campaign_id = a.campaign_id and t.contact_point_id = a.contact_point_id
    where a.party_id = b.party_id and a.cleared_at >= b.valid_from and c.purpose = 'WAITING_LIST'
        and l.inn = b.legal_entity_inn and t.state = 'done')
order by p.id limit $2 for no key update of p;
