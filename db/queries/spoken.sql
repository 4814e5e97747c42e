-- name: spoken_unproven
-- takes: contact point, entity, arrays of the texts agreed to now (0: not this one), their channels and purposes; gives: consent,
-- place in the arrays, of each consent that was spoken on such a text, reaches no further, is unproven, and after
-- which nothing of its kind was refused or taken back.
select g.consent_id, w.n from consent_event g
join unnest($3::int8[], $4::int2[], $5::int2[]) with ordinality as w (wording_id, channels, purposes, n) on w.wording_id = g.wording_id
where g.contact_point_id = $1 and g.legal_entity_inn = $2 and g.act = 'given' and g.signature_kind = 'VOICE' and not g.proven
    and g.channels & ~w.channels = 0 and g.purposes & ~w.purposes = 0 and not exists (
    select from consent_event e where e.contact_point_id = g.contact_point_id and e.id > g.id and (
        (e.consent_id = g.consent_id and (e.act in ('invalidated', 'expired') or (e.act = 'evidence_added' and e.proven)))
        or (e.act in ('refused', 'withdrawn') and e.code = g.code and e.legal_entity_inn = g.legal_entity_inn)))
order by g.id;
