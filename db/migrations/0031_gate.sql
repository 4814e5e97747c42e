-- What the gate reads of a contact, with what 0030 added; and what it must know of the clinic and of a kept text.
alter table legal_entity
    add column state_clinic boolean;    -- G-20: a state's or a city's own; null: nobody stated it, the stricter list holds

-- R-04: the hash by which a text is on record. One definition for who writes it at approval and who compares it when sending.
create function campaign_text_sha256(subject text, body text) returns bytea language sql immutable as $$
    select sha256(convert_to(coalesce(subject, '') || E'
' || body, 'UTF8'))
$$;

-- A representative without a document of authority is none.
create or replace view contact_facts as
select cp.id as contact_point_id, p.id as party_id, p.kind as party, p.state as party_state,
    cp.kind as address_kind, cp.owner, cp.verified_at, cp.carrier_inn, cp.region as number_region,
    p.region as stated_region, p.zone as stated_zone, cp.consents, p.bases,
    s.scope, s.channel as scope_channel, s.legal_entity_inn as scope_entity, s.said_at,
    cp.token, cp.address, cp.extension, p.name,
    greatest(cp.verified_at, cp.confirmed_at) as confirmed_at, cp.published, cp.corporate,
    p.quarantine is not null as quarantined, to_char(p.birth_date, 'YYYYMMDD')::int as birth_date, p.birth_year, p.paediatric,
    p.representative_id is not null and p.representative_document is not null as authority, p.company_kind
from contact_point cp
join party p on p.id = cp.party_id
left join (suppression s join contact_point named on named.token = s.token)
    on named.party_id = p.id and (named.id = cp.id or s.scope not in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS'));
