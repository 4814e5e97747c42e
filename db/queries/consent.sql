-- name: consent_known
-- takes: arrays of number, consent, act, instant, channels, purposes, wording, identity, signature, evidence; gives: the
-- numbers of those that are events already, or repeat one before them: the same file twice adds nothing.
select s.n from (
    select *, row_number() over (partition by consent_id, act, valid_from, channels, purposes, wording_id, identity_level,
        signature_kind, evidence order by n) as time
    from unnest($1::int4[], $2::uuid[], $3::text[], $4::timestamptz[], $5::int2[], $6::int2[], $7::int8[], $8::text[],
        $9::text[], $10::text[])
        as t (n, consent_id, act, valid_from, channels, purposes, wording_id, identity_level, signature_kind, evidence)
) as s
where s.time > 1 or exists (
    select from consent_event e where e.consent_id = s.consent_id and e.act = s.act::consent_act
        and e.valid_from = s.valid_from and e.channels = s.channels and e.purposes = s.purposes
        and coalesce(e.wording_id, 0) = s.wording_id and e.identity_level = s.identity_level
        and e.signature_kind = s.signature_kind and e.evidence = s.evidence::jsonb
);

-- name: consent_append
-- takes: when we knew, then arrays of the columns; gives: the new ids in the order of the arrays. The parties are locked.
insert into consent_event (recorded_at, consent_id, act, party_id, contact_point_id, token, code, channels, purposes,
    legal_entity_inn, processors, valid_from, valid_until, wording_id, identity_level, signature_kind, standalone, proven,
    evidence)
select $1::timestamptz, s.consent_id, s.act::consent_act, s.party_id, s.contact_point_id, s.token, s.code::consent_code, s.channels, s.purposes, s.inn,
    array(select jsonb_array_elements_text(s.processors::jsonb)), s.valid_from, s.valid_until, nullif(s.wording_id, 0),
    s.identity_level, s.signature_kind, s.standalone::boolean, s.proven, s.evidence::jsonb
from unnest($2::uuid[], $3::text[], $4::int8[], $5::int8[], $6::bytea[], $7::text[], $8::int2[],
    $9::int2[], $10::int8[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::int8[], $15::text[], $16::text[],
    $17::text[], $18::bool[], $19::text[]) with ordinality
    as s (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, inn, processors, valid_from,
        valid_until, wording_id, identity_level, signature_kind, standalone, proven, evidence, n)
order by s.n returning id;

-- name: consent_events
-- takes: contact points; gives: all their events in the order of knowing, with what is derived now. A contact point
-- without events comes once, with nulls.
select cp.id, cp.consents, e.id, e.consent_id, e.act::text, e.code::text, e.channels, e.purposes, e.legal_entity_inn,
    e.valid_from, e.valid_until, e.identity_level, e.signature_kind, e.standalone, e.proven,
    coalesce(e.evidence ->> 'agreement', '') <> '', to_json(e.processors), e.recorded_at
from contact_point cp left join consent_event e on e.contact_point_id = cp.id
where cp.id = any($1::int8[]) order by cp.id, e.id;

-- name: consent_write
-- takes: contact points, their derived consents; gives nothing. Only under the parties' locks.
-- Who gave a proven consent was shown to hold the address (C-06), which verifies it (G-12).
update contact_point cp set consents = s.consents, verified_at = greatest(cp.verified_at, (
    select max(e.valid_from) from consent_event e where e.contact_point_id = cp.id and e.act in ('given', 'evidence_added')
        and e.proven and e.identity_level <> 'NONE'))
from unnest($1::int8[], $2::bytea[]) as s (id, consents) where cp.id = s.id;

-- name: consent_rebuild
-- takes: the last party seen, how many; gives: contact point, party. Locks the next parties in the order of their ids.
with next as (select id from party where id > $1 order by id limit $2 for no key update)
select cp.id, n.id from next n left join contact_point cp on cp.party_id = n.id order by n.id;

-- name: consent_open
-- takes: token, code; gives: consent, party, entity, channels, purposes of each giving that was not withdrawn whole.
select e.consent_id, e.party_id, e.legal_entity_inn, e.channels, e.purposes from consent_event e
where e.token = $1 and e.code = $2::text::consent_code and e.act = 'given' and not exists (
    select from consent_event w where w.consent_id = e.consent_id and w.act = 'withdrawn' and w.channels = 0)
order by e.id;

-- name: consent_shown
-- takes: token; gives: party, its name, derived consents of each contact point with this address.
select cp.party_id, p.name, cp.consents from contact_point cp join party p on p.id = cp.party_id
where cp.token = $1 order by cp.id;
