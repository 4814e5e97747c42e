-- What the gate knows of a contact point and its party, one row for each suppression of its address (or one without).
-- The planner reads it for a million and the dispatcher for a batch: one definition.
create view contact_facts as
select cp.id as contact_point_id, p.id as party_id, p.kind as party, p.state as party_state,
    cp.kind as address_kind, cp.owner, cp.verified_at, cp.carrier_inn, cp.region as number_region,
    p.region as stated_region, p.zone as stated_zone, cp.consents, p.bases, p.recent,
    s.scope, s.channel as scope_channel, s.legal_entity_inn as scope_entity, s.said_at,
    cp.token, cp.address, cp.extension, p.name
from contact_point cp
join party p on p.id = cp.party_id
left join suppression s on s.token = cp.token;

grant select on contact_facts to dozvon_planner, dozvon_dispatcher, dozvon_web, dozvon_janitor;
