-- name: unlawful_decision
-- takes: decision id; gives: party, token of the address or null, entity of the contact that it allowed and that left us.
select a.party_id, cp.token, e.inn from attempt a join campaign c on c.id = a.campaign_id join legal_entity e on e.id = c.legal_entity_id
left join contact_point cp on cp.id = a.contact_point_id and cp.party_id = a.party_id
where a.decision_id = $1 and a.state not in ('cleared', 'dropped');

-- name: unlawful_consents
-- takes: consents that are invalid now; gives: party, token, entity of those to whom advertising or a survey went at their address
-- since the consent was given. Who has an open matter of the kind has it.
select distinct on (e.party_id, e.legal_entity_inn) e.party_id, e.token, e.legal_entity_inn
from consent_event e join attempt a on a.party_id = e.party_id and a.contact_point_id = e.contact_point_id
    and a.cleared_at >= e.valid_from and a.state not in ('cleared', 'dropped')
join campaign c on c.id = a.campaign_id and (c.class in ('AD', 'SURVEY') or c.health_segment)
join legal_entity l on l.id = c.legal_entity_id and l.inn = e.legal_entity_inn
where e.consent_id = any($1::uuid[]) and e.act = 'given' and not exists (select from matter m where m.kind = 'UNLAWFUL'
    and m.closed_at is null and m.party_id = e.party_id and m.legal_entity_inn in (0, e.legal_entity_inn))
order by e.party_id, e.legal_entity_inn, e.id;

-- name: unlawful_open
-- takes: party, entity; gives: its open matter of the kind.
select id from matter where kind = 'UNLAWFUL' and closed_at is null and party_id = $1 and legal_entity_inn in (0, $2);
