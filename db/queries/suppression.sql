-- name: suppression_known
-- takes: arrays of number, token, scope, channel, entity, path, instant; gives: the numbers of those that are stored, or
-- repeat one before them.
select s.n from (
    select *, row_number() over (partition by token, scope, channel, inn, path, said_at order by n) as time
    from unnest($1::int4[], $2::bytea[], $3::text[], $4::text[], $5::int8[], $6::text[], $7::timestamptz[])
        as t (n, token, scope, channel, inn, path, said_at)
) as s
where s.time > 1 or exists (
    select from suppression e where e.token = s.token and e.scope = s.scope::scope
        and e.channel is not distinct from s.channel::channel and e.legal_entity_inn = s.inn and e.path = s.path
        and e.said_at = s.said_at
);

-- name: suppression_append
-- takes: when we knew, then arrays of token, scope, channel, entity, path, evidence, instant; gives nothing.
-- The parties that hold the tokens are locked.
insert into suppression (recorded_at, token, scope, channel, legal_entity_inn, path, evidence, said_at)
select $1::timestamptz, s.token, s.scope::scope, s.channel::channel, s.inn, s.path, s.evidence::jsonb, s.said_at
from unnest($2::bytea[], $3::text[], $4::text[], $5::int8[], $6::text[], $7::text[], $8::timestamptz[])
    with ordinality as s (token, scope, channel, inn, path, evidence, said_at, n) order by s.n;

-- name: suppression_stop
-- takes: arrays of token, scope, channel, entity; gives: how many targets, of how many parties, and the parties as
-- "7,9". Stops the targets that a refusal covers (law.md 10) and that nobody has claimed. CONTRACT and LEGAL_NOTICE
-- stay for the gate, which asks a person; WRONG_PERSON and a carrier's ban are about this address, all else about the person.
with said as (
    select s.token, s.scope::scope, s.channel::channel, s.inn
    from unnest($1::bytea[], $2::text[], $3::text[], $4::int8[]) as s (token, scope, channel, inn)
), held as (
    select distinct said.scope, said.channel, said.inn, of_party.id as contact_point_id, of_party.party_id
    from said join contact_point named on named.token = said.token
    join contact_point of_party on of_party.party_id = named.party_id
    where of_party.token = said.token or said.scope not in ('WRONG_PERSON', 'CARRIER_SMS', 'CARRIER_CALLS')
), open_campaign as (
    select c.id, c.purpose, c.channel, l.inn, c.channel in ('CALL_OPERATOR', 'CALL_ROBOT') as is_call,
        c.purpose in ('AD_PROMO', 'B2B_OFFER') or c.class = 'AD' or (c.purpose = 'RECALL' and not c.care_plan) as is_ad,
        c.inquiry, coalesce(c.dial_mode in ('PROGRESSIVE', 'PREDICTIVE', 'ROBOT'), false) as is_paced
    from campaign c join legal_entity l on l.id = c.legal_entity_id where c.state not in ('stopped', 'finished')
), covered as (
    select distinct c.id as campaign_id, h.contact_point_id
    from held h join open_campaign c on (h.inn = 0 or h.inn = c.inn) and case h.scope
        when 'ADS_CHANNEL' then (c.is_ad or c.inquiry) and (c.channel = h.channel or (c.is_call and
            h.channel in ('CALL_OPERATOR', 'CALL_ROBOT')))
        when 'ADS_ALL' then c.is_ad or c.inquiry
        when 'AUTOCALL' then c.is_paced
        when 'SMS_ALL' then c.channel = 'SMS'
        when 'CALLS_ALL' then c.is_call
        when 'EMAIL_ALL' then c.channel = 'EMAIL'
        when 'SURVEYS' then c.purpose = 'SURVEY'
        when 'CARRIER_SMS' then c.channel = 'SMS'
        when 'CARRIER_CALLS' then c.is_call and (c.is_paced or c.is_ad or c.purpose = 'SURVEY')
        when 'WRONG_PERSON' then true
        else c.purpose not in ('CONTRACT', 'LEGAL_NOTICE') end
), locked as (
    select t.campaign_id, t.contact_point_id from target t join covered v using (campaign_id, contact_point_id)
    where t.state in ('due', 'card', 'review') order by t.campaign_id, t.contact_point_id for no key update of t
), stopped as (
    update target t set state = 'stopped', not_before = null from locked k
    where t.campaign_id = k.campaign_id and t.contact_point_id = k.contact_point_id
        and t.state in ('due', 'card', 'review') returning 1
)
select (select count(*) from stopped), count(distinct party_id),
    coalesce(string_agg(distinct party_id::text, ','), '') from held;

-- name: suppression_entries
-- takes: subjects, bodies; gives nothing. The log's entries of many refusals at once.
insert into entry (subject, body) select * from unnest($1::bytea[], $2::bytea[]);

-- name: suppression_list
-- takes: token; gives: scope, channel, entity, path, when it was said, of every refusal of this address.
select scope::text, coalesce(channel::text, ''), legal_entity_inn, path, said_at from suppression
where token = $1 order by id;
