-- name: lost_read
-- takes: bodies of entries; gives: of those that take something back or away: word, subject or null, when it was said (else written),
-- entity or 0, scope, channel, path, party or 0, act, reason, consent or null, what happened to it, its code, its channels as
-- "SMS,EMAIL", campaign, the state to which, all "" or 0 where the word has none of it.
select e ->> 'what', decode(e ->> 'subject', 'hex'), coalesce(d ->> 'said_at', e ->> 'at')::timestamptz,
    coalesce((e ->> 'entity')::int8, 0), coalesce(d ->> 'scope', ''), coalesce(d ->> 'channel', ''), coalesce(d ->> 'path', ''),
    coalesce((d ->> 'party')::int8, (select max(c.party_id) from consent_event c where c.consent_id = (d ->> 'consent')::uuid), 0),
    case when e ->> 'what' = 'party.erased' then (d ->> 'act')::int8 else 0 end,
    case when e ->> 'what' = 'party.erased' then d ->> 'reason' else '' end,
    (d ->> 'consent')::uuid, case when e ->> 'what' = 'consent.event' then d ->> 'act' else '' end, coalesce(d ->> 'code', ''),
    coalesce((select string_agg(c, ',') from jsonb_array_elements_text(d -> 'channels') c), ''),
    case when e ->> 'what' = 'attempt.cleared' then (d ->> 'campaign')::int8 else 0 end, coalesce(d ->> 'to', '')
from unnest($1::bytea[]) with ordinality as body (bytes, n), jsonb(convert_from(bytes, 'UTF8')) e, lateral (select e -> 'data' as d) data
where e ->> 'what' in ('suppression.added', 'party.erased', 'party.state', 'attempt.cleared', 'reply.held', 'matter.opened', 'hold.set',
        'kill_switch.thrown', 'number.blocked', 'campaign.stopped', 'campaign.paused')
    or (e ->> 'what' = 'consent.event' and d ->> 'act' in ('withdrawn', 'expired', 'invalidated'))
    or (e ->> 'what' = 'basis.event' and (d ->> 'ended')::boolean)
order by n;

-- name: lost_holder
-- takes: party, token; gives: a row when this party holds this address.
select 1 from contact_point where party_id = $1 and token = $2;

-- name: lost_stop
-- takes: campaign, token. A contact that the log knows of and the database has forgotten is not made again.
update target t set state = 'stopped', not_before = null from contact_point p
where p.token = $2 and t.contact_point_id = p.id and t.campaign_id = $1 and t.state in ('due', 'card', 'review');

-- name: lost_unsealed
-- takes: xid and id of the last sealed entry; gives: xid, id, SHA-256 of each body behind it, in the order of the log.
select xid, id, sha256(body) from entry where (xid, id) > ($1::text::xid8, $2) order by xid, id;

-- name: lost_add
-- takes: xid, bodies in the order of the log; gives the id of the last. They come behind every entry of this transaction number.
-- Entries about decisions name nobody in their column, as when they were written first.
with added as (
    insert into entry (xid, subject, body)
    select $1::text::xid8, case when e ->> 'what' not like 'attempt.%' and e ->> 'what' not like 'decision.%'
        then decode(e ->> 'subject', 'hex') end, bytes
    from unnest($2::bytea[]) with ordinality as body (bytes, n), jsonb(convert_from(bytes, 'UTF8')) e order by n returning id
)
select max(id) from added;
