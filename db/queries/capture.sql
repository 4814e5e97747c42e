-- name: capture_party
-- takes: party; gives: birth date as days since 1970, birth year, children's card, representative, its document.
select birth_date - date '1970-01-01', birth_year, paediatric, representative_id, representative_document
from party where id = $1;

-- name: capture_represent
-- takes: party, representative, document of authority; gives nothing. Under the party's lock; what is known is not written over.
update party set representative_id = $2, representative_document = $3
where id = $1 and representative_id is null and exists (select from party r where r.id = $2 and r.id <> $1);

-- name: capture_refused
-- takes: token, party, codes; gives: whether the person has ever refused or taken back what these codes permit.
-- Under the party's lock. A refusal of the address holds for all who hold it; of the person, for all addresses.
select exists (select from suppression s where s.token = $1 or s.token in
        (select cp.token from contact_point cp where cp.party_id = $2))
    or exists (select from consent_event e where e.party_id = $2 and e.contact_point_id in
        (select cp.id from contact_point cp where cp.party_id = $2)
        and e.code = any($3::text[]::consent_code[]) and e.act in ('refused', 'withdrawn'));

-- name: consent_request_add
-- takes: id, form, party, contact point, token, campaign, items, ip, user agent, now, whether the party is new. A page serves once: ERR_CONFLICT.
insert into consent_request (id, form_id, party_id, contact_point_id, token, campaign_id, items, ip, user_agent, asked_at,
    is_new)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: consent_request_count
-- takes: token, ip, since; gives: forms sent in for this address, and from this IP.
select (select count(*) from consent_request where token = $1 and asked_at > $3),
    (select count(*) from consent_request where ip = $2 and asked_at > $3);

-- name: consent_request_target
-- takes: campaign, contact point, party, now; gives nothing. The code's message goes the way of every message: a target,
-- which the gate judges.
select ask_code($1, $2, $3, $4);

-- name: consent_request_find
-- takes: id; gives: form, party, address, items, ip, user agent, when asked, tries, when confirmed, receipt, then the newest
-- attempt that carried a code for it: id, when; the campaign. A code still on its way from a form minutes ago serves too.
select r.form_id, r.party_id, cp.address, r.items, r.ip, r.user_agent, r.asked_at, r.tries, r.confirmed_at, r.receipt_id,
    a.decision_id, a.cleared_at, r.campaign_id
from consent_request r join contact_point cp on cp.id = r.contact_point_id
left join lateral code_sent(r.campaign_id, r.contact_point_id, r.asked_at - interval '10 minutes') a on true
where r.id = $1;

-- name: consent_request_of_attempt
-- takes: attempt; gives: the request that it answered.
select r.id from attempt a join consent_request r on r.campaign_id = a.campaign_id
    and r.contact_point_id = a.contact_point_id and r.asked_at <= a.cleared_at + interval '10 minutes'
where a.decision_id = $1 order by r.confirmed_at nulls first, r.asked_at desc limit 1;

-- name: consent_request_try
-- takes: id, most tries; gives: how many with this one. Counted before the code is looked at; no row when they are used up.
update consent_request set tries = tries + 1 where id = $1 and tries < $2 and confirmed_at is null returning tries;

-- name: consent_request_confirm
-- takes: id, receipt, now, attempt; gives: the id, once. A code that confirmed before: ERR_CONFLICT.
update consent_request set confirmed_at = $3, receipt_id = $2, attempt_id = $4 where id = $1 and confirmed_at is null returning id;

-- name: visitor_add
-- takes: id, identity, name, salt, now; gives: id, of the one who is there already if so.
with added as (
    insert into party (id, kind, identity, name, salt, created_at) values ($1, 'PERSON', $2, $3, $4, $5)
    on conflict (identity) do nothing returning id
)
select id from added union all select id from party where identity = $2 limit 1;

-- name: visitor_point_add
-- takes: id, party, kind, address, token, digits of a telephone or 0, now; gives: id. Region and carrier by the numbering plan.
insert into contact_point (id, party_id, kind, address, token, region, carrier_inn, source, created_at)
select $1, $2, $3::text::address_kind, $4, $5, n.region, n.carrier_inn, 'person', $7
from (select 1) one left join (select region, carrier_inn from numbering_range
    where first_number <= $6::int8 and last_number >= $6::int8 limit 1) n on true returning id;

-- name: capture_evidence
-- takes: SHA-256, consents, whether a recording is meant, now, where in it the text begins (milliseconds); gives: 1 when the file is
-- kept, and whether it reaches as far: 32 kbit/s is the thinnest telephone WAV, 8 of MP3, 4 of Opus. It proves these consents from now on.
with kept as (
    select sha256, size >= $5::int8 * case kind when 'WAV' then 4 when 'MP3' then 1 when 'OPUS' then 0.5 else 0 end as reaches
    from evidence where sha256 = $1 and destroyed_at is null and (kind in ('WAV', 'MP3', 'OPUS')) = $3
), linked as (
    insert into evidence_consent (sha256, consent_id, added_at) select k.sha256, c, $4 from kept k, unnest($2::uuid[]) c where k.reaches
    on conflict do nothing
)
select count(*), coalesce(bool_and(reaches), false) from kept;

-- name: visitor_forget
-- takes: before when; gives: how many people went with their unconfirmed forms.
select forget_visitors($1);

-- name: form_target_count
-- takes: campaign; gives: how many of its targets came by a form, and by no list: 0 unless a form names it.
select count(*) from target t join campaign c on c.id = t.campaign_id
where c.id = $1 and exists (select from consent_form f where $1 in (f.sms_campaign_id, f.email_campaign_id))
    and not exists (select from list_row r where r.list_id = any (c.lists) and r.party_id = t.party_id);
