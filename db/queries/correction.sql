-- name: correction_party
-- takes: party id, then name, birth date, zone (null: as it was), region, INN (0: as it was), representative (0: as it was) and the
-- new one's document or null. What stood there before is gone; the row's identity is an
-- HMAC and stays, so that the old list, read again, finds this row and brings nothing back. The party is locked.
update party set name = coalesce($2, name), birth_date = coalesce($3::date, birth_date),
    birth_year = coalesce(extract(year from $3::date)::smallint, birth_year), zone = coalesce($4, zone),
    region = coalesce(nullif($5::int, 0)::smallint, region), inn = coalesce(nullif($6::int8, 0), inn),
    representative_id = coalesce(nullif($7::int8, 0), representative_id),
    representative_document = case when $7::int8 <> 0 then $8 else representative_document end
where id = $1;

-- name: correction_admitted
-- takes: party id, representative or 0; gives: whether the party has an INN here, whether the representative is a person whom we know
-- and somebody else.
select p.kind <> 'PERSON', exists (select from party r where r.id = $2 and r.id <> p.id and r.kind <> 'COMPANY') from party p where p.id = $1;

-- name: correction_point
-- takes: party id, token; gives: the contact point to be closed: id, whether proof hangs on it, whether somebody else holds it.
select cp.id, exists (select from decision d where d.party_id = $1 and d.contact_point_id = cp.id)
        or exists (select from attempt a where a.party_id = $1 and a.contact_point_id = cp.id)
        or exists (select from consent_event e where e.contact_point_id = cp.id)
from contact_point cp where cp.party_id = $1 and cp.token = $2 and cp.owner <> 'SHARED';

-- name: correction_point_add
-- takes: party id, its old contact point, new address, its token, kind, now; gives: id. Nothing that was agreed to for the old address
-- holds for the new one.
insert into contact_point (id, party_id, kind, owner, address, token, region, carrier_inn, created_at, source)
select nextval('contact_point_id_seq'), $1, $5::address_kind, old.owner, $3, $4, r.region, r.carrier_inn, $6, 'person'
from contact_point old left join lateral (select region, carrier_inn from numbering_range
    where $5 = 'PHONE' and first_number <= substr($3, 2)::int8 and last_number >= substr($3, 2)::int8
    order by first_number desc limit 1) r on true
where old.id = $2 and not exists (select from contact_point c where c.party_id = $1 and c.token = $4)
returning id;

-- name: correction_refusals
-- takes: old token; gives: scope, channel, entity, path, when said of the refusals that are the person's and not the number's.
select scope::text, coalesce(channel::text, ''), legal_entity_inn, path, said_at from suppression
where token = $1 and scope not in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS') and path not in ('hold', 'erasure') order by id;

-- name: correction_point_close
-- takes: contact point, whether it stays as proof. Nobody is contacted there any more; without proof the value goes.
with stopped as (
    update target set state = 'stopped', not_before = null
    where contact_point_id = $1 and campaign_id in (select id from campaign) and state in ('due', 'card', 'review', 'held')
), unlisted as (
    delete from list_row where contact_point_id = $1 and party_id = (select party_id from contact_point where id = $1)
        and list_id in (select id from list)
), kept as (
    update contact_point set owner = 'SHARED' where id = $1 and $2::boolean
)
delete from contact_point where id = $1 and not $2;
