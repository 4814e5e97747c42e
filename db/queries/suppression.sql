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
-- The parties that hold the tokens are locked. A refusal of a whole channel or of everything is told to the providers that were
-- given the address (W-05), but for the one that reported it; a narrower one their lists cannot say, nor one to one entity of several.
with added as (
    insert into suppression (recorded_at, token, scope, channel, legal_entity_inn, path, evidence, said_at)
    select $1::timestamptz, s.token, s.scope::scope, s.channel::channel, s.inn, s.path, s.evidence::jsonb, s.said_at
    from unnest($2::bytea[], $3::text[], $4::text[], $5::int8[], $6::text[], $7::text[], $8::timestamptz[])
        with ordinality as s (token, scope, channel, inn, path, evidence, said_at, n) order by s.n
    returning id, token, scope, legal_entity_inn, path, evidence
), whole as (
    select * from added where path <> 'hold'
        and scope in ('SMS_ALL', 'CALLS_ALL', 'EMAIL_ALL', 'ALL_CONTACT', 'PD_WITHDRAWAL', 'WRONG_PERSON')
        and (legal_entity_inn = 0 or (select count(*) from legal_entity) = 1)
), held as (
    select w.id, w.scope, w.evidence ->> 'provider' as reported_by, of_party.id as contact_point_id, of_party.party_id
    from whole w join contact_point named on named.token = w.token
    join contact_point of_party on of_party.party_id = named.party_id
    where w.scope <> 'WRONG_PERSON' or of_party.token = w.token
)
insert into stop_push (suppression_id, contact_point_id, provider, due_at, created_at)
select min(h.id), h.contact_point_id, a.provider, $1, $1
from held h join attempt a on a.party_id = h.party_id and a.contact_point_id = h.contact_point_id
join campaign c on c.id = a.campaign_id
where a.state <> 'dropped' and a.provider is distinct from h.reported_by and case h.scope
    when 'SMS_ALL' then c.channel = 'SMS'
    when 'CALLS_ALL' then c.channel in ('CALL_OPERATOR', 'CALL_ROBOT')
    when 'EMAIL_ALL' then c.channel = 'EMAIL'
    else true end
group by h.contact_point_id, a.provider on conflict do nothing;

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

-- name: suppression_lock
-- takes: tokens; gives nothing that is read. As holder_lock, in a pipe: a refusal locks the parties before it looks.
select p.id from party p where p.id in (select party_id from contact_point where token = any ($1::bytea[]))
order by p.id for no key update;

-- name: suppression_notify
-- takes: tokens; gives nothing. The dispatchers hear of the refusals of all who hold these addresses, when the transaction commits.
select pg_notify('refusal', party_id::text) from (select distinct party_id from contact_point where token = any ($1::bytea[])) as held;

-- name: target_refused
-- takes: decision ids; gives nothing. A refusal that answers a contact is the result of its target, whatever the result was before.
update target t set result = 'opted_out' from attempt a
where a.decision_id = any ($1::uuid[]) and t.campaign_id = a.campaign_id and t.contact_point_id = a.contact_point_id
    and t.state in ('done', 'stopped');

-- name: suppression_list
-- takes: token; gives: scope, channel, entity, path, when it was said, of every refusal of this address.
select scope::text, coalesce(channel::text, ''), legal_entity_inn, path, said_at from suppression
where token = $1 order by id;
