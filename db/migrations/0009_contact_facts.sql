-- What the gate knows of a contact point and its party, one row for each suppression that reaches it (or one without).
-- A refusal holds for all addresses of the person; a wrong person and a carrier's ban hold for the address they name.
-- The planner reads this for a million and the dispatcher for a batch: one definition.
create view contact_facts as
select cp.id as contact_point_id, p.id as party_id, p.kind as party, p.state as party_state,
    cp.kind as address_kind, cp.owner, cp.verified_at, cp.carrier_inn, cp.region as number_region,
    p.region as stated_region, p.zone as stated_zone, cp.consents, p.bases,
    s.scope, s.channel as scope_channel, s.legal_entity_inn as scope_entity, s.said_at,
    cp.token, cp.address, cp.extension, p.name
from contact_point cp
join party p on p.id = cp.party_id
left join (suppression s join contact_point named on named.token = s.token)
    on named.party_id = p.id and (named.id = cp.id or s.scope not in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS'));

grant select on contact_facts to dozvon_planner, dozvon_dispatcher, dozvon_web, dozvon_janitor;
