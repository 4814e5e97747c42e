-- name: access_whose
-- takes: party or 0, token or null; gives: the party that is meant (0: nobody, or several), how many hold the address, whether
-- the named party is there.
select case when $1::int8 <> 0 then $1 when count(distinct cp.party_id) = 1 then min(cp.party_id) else 0 end,
    count(distinct cp.party_id), exists (select from party where id = $1)
from contact_point cp where cp.token = $2;

-- name: access_tokens
-- takes: party, token or null; gives: the tokens of its addresses and that one, and whether this person alone holds it. What is known
-- of an address that others hold as well is not said to be this person's.
select t, not exists (select from contact_point o where o.token = t and o.party_id <> $1)
from (select token from contact_point where party_id = $1 union select $2::bytea where $2 is not null) as held (t) order by 1;

-- name: access_operators
-- takes: entity or 0; gives: name, address, and as JSON each operator who processes the person's data.
select e.name, coalesce(e.address, ''), json_build_object('operator', e.name, 'entity_inn', e.inn, 'ogrn', e.ogrn, 'where', e.address)::text
from legal_entity e where $1::int8 in (0, e.inn) order by e.id;

-- name: access_person
-- takes: party; gives: as JSON what stands in the person's row. Of a representative only that there is one.
select json_build_object('party_kind', p.kind, 'name', nullif(p.name, ''), 'entity_inn', p.inn, 'birth_date', p.birth_date,
    'birth_year', p.birth_year, 'paediatric', nullif(p.paediatric, false), 'region', p.region, 'zone', p.zone,
    'representative_document', p.representative_document, 'party_state', p.state, 'known_since', p.created_at)::text
from party p where p.id = $1;

-- name: access_points
-- takes: party; gives: its addresses as JSON.
select json_build_object('address', cp.address, 'address_kind', cp.kind, 'address_owner', cp.owner, 'extension', cp.extension,
    'known_since', cp.created_at, 'confirmed_at', greatest(cp.verified_at, cp.confirmed_at))::text
from contact_point cp where cp.party_id = $1 order by cp.id;

-- name: access_sources
-- takes: party; gives: each list that named the person as JSON: where it came from, on which ground.
select json_build_object('list', l.name, 'source', l.source, 'ground', l.ground, 'obtained_at', l.obtained_at)::text
from list l where exists (select from list_row r where r.list_id = l.id and r.party_id = $1) order by l.id;

-- name: access_consents
-- takes: party; gives: each act about its consents as JSON. Of the evidence what the person did and said, and of nobody else.
select json_build_object('consent', e.consent_id, 'act', e.act, 'code', e.code,
    'channels', (select json_agg(c order by n) from unnest(enum_range(null::channel)) with ordinality u (c, n)
        where e.channels >> (n - 1)::int & 1 = 1),
    'purposes', (select json_agg(c order by n) from unnest(enum_range(null::purpose)) with ordinality u (c, n)
        where e.purposes >> (n - 1)::int & 1 = 1),
    'entity_inn', e.legal_entity_inn, 'processors', to_json(e.processors), 'said_at', e.valid_from,
    'valid_until', e.valid_until, 'recorded_at', e.recorded_at, 'identity', e.identity_level, 'signature', e.signature_kind,
    'evidence', nullif((select jsonb_object_agg(key, value) from jsonb_each(e.evidence) where key in ('collection_point', 'act',
        'form_id', 'ip', 'user_agent', 'code_sent_at', 'code_entered_at', 'scan_or_audio_sha256')), '{}'),
    'wording', w.name || '@' || w.version)::text
from contact_point cp join consent_event e on e.contact_point_id = cp.id and e.party_id = cp.party_id
left join wording w on w.id = e.wording_id where cp.party_id = $1 order by e.id;

-- name: access_copies
-- takes: party; gives: as JSON each kept file that proves its consents and nobody else's, SHA-256, kind. A paper about authority names
-- somebody else, and what was destroyed cannot be shown.
select json_build_object('copy', row_number() over (order by v.added_at, v.sha256), 'sha256', encode(v.sha256, 'hex'), 'file_kind', v.kind,
    'size', v.size, 'added_at', v.added_at, 'consents', (select json_agg(l.consent_id order by l.consent_id) from evidence_consent l
        where l.sha256 = v.sha256))::text, v.sha256, v.kind
from evidence v where v.destroyed_at is null and v.class <> 'AUTHORITY'
    and exists (select from evidence_consent l join consent_event e on e.consent_id = l.consent_id
        where l.sha256 = v.sha256 and e.party_id = $1)
    and not exists (select from evidence_consent l join consent_event e on e.consent_id = l.consent_id
        where l.sha256 = v.sha256 and e.party_id is distinct from $1)
order by v.added_at, v.sha256;

-- name: access_wordings
-- takes: party; gives: each text that its consents were asked with, as JSON.
select json_build_object('wording', w.name || '@' || w.version, 'code', w.code, 'body', w.body)::text
from wording w where w.id in (select e.wording_id from contact_point cp join consent_event e on e.contact_point_id = cp.id
    and e.party_id = cp.party_id where cp.party_id = $1) order by w.id;

-- name: access_bases
-- takes: party; gives: each other legal ground as JSON.
select json_build_object('kind', b.kind, 'reference', b.reference, 'entity_inn', b.legal_entity_inn,
    'purposes', (select json_agg(c order by n) from unnest(enum_range(null::purpose)) with ordinality u (c, n)
        where b.purposes >> (n - 1)::int & 1 = 1),
    'valid_from', b.valid_from, 'valid_until', b.valid_until, 'ended', b.ended)::text
from basis_event b where b.party_id = $1 order by b.id;

-- name: access_refusals
-- takes: party, own tokens; gives: each refusal as JSON; of an address that others hold as well only what holds, not who said it when.
select json_build_object('scope', s.scope, 'channel', s.channel, 'entity_inn', nullif(s.legal_entity_inn, 0), 'path', s.path,
    'said_at', s.said_at, 'recorded_at', s.recorded_at)::text
from (select * from suppression where token = any($2::bytea[]) order by id) s
union all
select json_build_object('scope', s.scope, 'channel', s.channel)::text
from (select distinct o.scope, o.channel from contact_point cp join suppression o on o.token = cp.token
    where cp.party_id = $1 and cp.token <> all($2) order by 1, 2) s;

-- name: access_matters
-- takes: party, own tokens; gives: each request or demand of the person as JSON.
select json_build_object('matter', m.id, 'matter_kind', m.kind, 'opened_at', m.opened_at, 'path', m.path, 'closed_at', m.closed_at)::text
from matter m where (m.party_id = $1 and $1 <> 0) or (m.party_id is null and m.subject = any($2::bytea[])) order by m.id;

-- name: access_decisions
-- takes: party; gives: id, instant, campaign, outcome, (rule, reason) pairs of each decision about the person.
select d.id, d.decided_at, d.campaign_id, d.outcome, d.reasons from decision d where d.party_id = $1 order by d.decided_at, d.id;

-- name: access_contacts
-- takes: party; gives: each contact as JSON.
select json_build_object('decision', a.decision_id, 'campaign', a.campaign_id, 'provider', a.provider, 'attempt_state', a.state,
    'sent_at', a.sent_at, 'changed_at', a.changed_at, 'address', cp.address)::text
from attempt a left join contact_point cp on cp.id = a.contact_point_id and cp.party_id = a.party_id
where a.party_id = $1 order by a.cleared_at, a.decision_id;

-- name: access_campaigns
-- takes: party; gives: each campaign that decided about the person as JSON: for what, how, in which words.
select json_build_object('campaign', c.id, 'name', c.name, 'advertiser', e.name, 'entity_inn', e.inn, 'purpose', c.purpose,
    'channel', c.channel, 'class', c.class, 'subject', c.subject, 'body', c.body)::text
from campaign c join legal_entity e on e.id = c.legal_entity_id
where c.id in (select campaign_id from decision where party_id = $1) order by c.id;

-- name: access_recipients
-- takes: party; gives: each provider that was given the person's address: first, last time, how many times.
select provider, min(at), max(at), count(*) from (
    select a.provider, coalesce(a.sent_at, a.changed_at) as at from attempt a
    where a.party_id = $1 and a.state not in ('cleared', 'dropped')
    union all
    select p.provider, coalesce(p.acknowledged_at, p.created_at) from stop_push p
    where p.contact_point_id in (select id from contact_point where party_id = $1) and p.state <> 'gone'
) t group by provider order by provider;

-- name: access_readers
-- takes: own tokens; gives: as JSON how often the person's data were read, by whose role, or by the person on /why. Who of the staff it was is theirs.
select json_build_object('reader', coalesce(s.role::text, r.who_kind), 'reads', count(*), 'first_at', min(r.read_at), 'last_at', max(r.read_at))::text
from (select distinct read_id from person_read where token = any($1::bytea[])) p join read_act r on r.id = p.read_id
left join staff s on s.id = r.staff_id group by s.role, r.who_kind order by s.role, r.who_kind;

-- name: access_measures
-- takes: entity or 0; gives: as JSON the papers by which the operator keeps the duties of 152-FZ 18.1.
select json_build_object('document_kind', d.kind, 'number', d.number, 'entity_inn', d.legal_entity_inn, 'valid_from', d.valid_from,
    'valid_until', d.valid_until)::text
from document d where d.replaced_at is null and $1::int8 in (0, d.legal_entity_inn)
    and d.kind in ('RKN_NOTIFICATION', 'PRIVACY_POLICY', 'RESPONSIBLE_PERSON', 'HARM_ASSESSMENT', 'INTERNAL_AUDIT')
order by d.kind, d.legal_entity_inn, d.number;
