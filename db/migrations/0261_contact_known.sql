-- What the gate may know of a contact in a few narrow columns: a million contacts cost by the column, not by what it holds.
-- marks, from the lowest bit: four bits each of the party's kind, its state, the address's kind and its owner, by their numbers
-- in compliance/words.def (0: a word that this definition does not know, which never allows); then two bits each, 1 no, 2 yes,
-- 0 nobody found out: verified, quarantined, paediatric, authority, published, corporate.
-- A sole trader may stand in a list of companies: a person all the same (I-06). A representative without a document of authority is none.
create view contact_known as
select cp.id as contact_point_id, p.id as party_id,
    case p.kind when 'PERSON' then 1 when 'COMPANY' then case p.company_kind when 'SOLE_TRADER' then 3 else 2 end
        when 'SOLE_TRADER' then 3 when 'CONTACT_PERSON' then 4 else 0 end
    + case p.state when 'ACTIVE' then 16 when 'BLOCKED' then 32 when 'DECEASED' then 48 else 0 end
    + case cp.kind when 'PHONE' then 256 when 'EMAIL' then 512 else 0 end
    + case cp.owner when 'OWN' then 4096 when 'COMPANY' then 8192 when 'REPRESENTATIVE' then 12288 when 'SHARED' then 16384 else 0 end
    + case when cp.verified_at is null then 65536 else 131072 end
    + case when p.quarantine is null then 262144 else 524288 end
    + case when p.paediatric then 2097152 else 1048576 end
    + case when p.representative_id is null or p.representative_document is null then 4194304 else 8388608 end
    + case when cp.published then 33554432 when not cp.published then 16777216 else 0 end
    + case when cp.corporate then 134217728 when not cp.corporate then 67108864 else 0 end as marks,
    cp.carrier_inn, cp.region as number_region, p.region as stated_region, p.zone as stated_zone, cp.consents, p.bases,
    greatest(cp.verified_at, cp.confirmed_at) as confirmed_at, p.birth_date - date '1970-01-01' as birth_day, p.birth_year,
    cp.kind, cp.address, cp.extension, cp.token, p.name
from contact_point cp join party p on p.id = cp.party_id;

drop view contact_facts;
create view contact_facts as
select k.*, s.scope, s.channel as scope_channel, s.legal_entity_inn as scope_entity, s.said_at
from contact_known k
left join (suppression s join contact_point named on named.token = s.token)
    on named.party_id = k.party_id and (named.id = k.contact_point_id or s.scope not in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS'));

grant select on contact_known, contact_facts to dozvon_planner, dozvon_dispatcher, dozvon_web, dozvon_janitor;
