-- name: why_add
-- takes: key, id, form, token, now, when it ends; gives nothing. The same for every address.
insert into why_request (key, id, form_id, token, asked_at, ends_at) values ($1, $2, $3, $4, $5, $6);

-- name: why_waiting
-- takes: how many, most in an hour, most in a day; gives those that nobody has looked at, oldest first: id, form, entity's INN,
-- then contact point, party, address, its kind, campaign and token. No contact point: nobody holds the address, or it was asked for too often.
select w.id, w.form_id, l.inn, held.id, held.party_id, held.address, held.kind::text,
    case held.kind when 'EMAIL' then f.email_campaign_id else f.sms_campaign_id end, w.token
from why_request w join consent_form f on f.id = w.form_id join legal_entity l on l.id = f.legal_entity_id
left join lateral (select cp.id, cp.party_id, cp.address, cp.kind from contact_point cp join party p on p.id = cp.party_id
    where cp.token = w.token order by p.state <> 'ACTIVE', cp.id limit 1) held on
    (select count(*) from why_request o where o.token = w.token and o.asked_at > w.asked_at - interval '1 hour'
        and (o.asked_at, o.id) <= (w.asked_at, w.id)) <= $2
    and (select count(*) from why_request o where o.token = w.token and o.asked_at > w.asked_at - interval '1 day'
        and (o.asked_at, o.id) <= (w.asked_at, w.id)) <= $3
where w.answered_at is null order by w.asked_at, w.id limit $1;

-- name: why_answered
-- takes: id, now, contact point or 0; gives: the id, once.
update why_request set answered_at = $2, contact_point_id = nullif($3::int8, 0) where id = $1 and answered_at is null returning id;

-- name: why_forget
-- takes: before when; gives nothing. Who asked is nobody's matter after a day.
delete from why_request where asked_at < $1;

-- name: why_find
-- takes: key; gives: id, form, token, when opened, when it ends, address (null: nobody), its kind, then the newest attempt that carried
-- a code for it: id, when.
select w.id, w.form_id, w.token, w.opened_at, w.ends_at, cp.address, cp.kind::text, a.decision_id, a.cleared_at
from why_request w join consent_form f on f.id = w.form_id
left join contact_point cp on cp.id = w.contact_point_id and cp.token = w.token
left join lateral code_sent(case cp.kind when 'EMAIL' then f.email_campaign_id else f.sms_campaign_id end, cp.id,
    w.asked_at - interval '10 minutes') a on true
where w.key = $1;

-- name: why_try
-- takes: key, most tries of one asking, since, most tries of one address since then; gives: how many with this one. Counted before
-- the code is looked at; no row when they are used up.
update why_request w set tries = tries + 1 where key = $1 and tries < $2 and opened_at is null
    and (select sum(o.tries) from why_request o where o.token = w.token and o.asked_at > $3) < $4 returning tries;

-- name: why_open
-- takes: key, the new key, attempt, now, when it ends; gives: the id, once. A code that opened before: ERR_CONFLICT.
update why_request set key = $2, attempt_id = $3, opened_at = $4, ends_at = $5 where key = $1 and opened_at is null returning id;

-- name: why_close
-- takes: key, now; gives nothing: the cookie opens no more.
update why_request set ends_at = $2 where key = $1 and ends_at > $2;

-- name: why_forms
-- gives: name and title of each form that shows, and its entity's name.
select f.name, f.title, l.name from consent_form f join legal_entity l on l.id = f.legal_entity_id where f.shows order by f.id;

-- name: why_holders
-- takes: token; gives: how many hold the address, one of them.
select count(distinct party_id), min(party_id) from contact_point where token = $1;

-- name: why_sources
-- takes: token; gives as JSON where the address came from: each list that named it, or the person; of nobody's name.
select json_build_object('list', l.name, 'source', l.source, 'ground', l.ground, 'obtained_at', l.obtained_at)::text
from list l where l.id in (select r.list_id from contact_point cp join list_row r on r.party_id = cp.party_id
    and r.contact_point_id = cp.id where cp.token = $1)
union all
select json_build_object('source', 'сам человек', 'known_since', min(cp.created_at))::text
from contact_point cp where cp.token = $1 and cp.source = 'person' having count(*) > 0;

-- name: why_decisions
-- takes: token, whether those without a contact too, how many; gives, newest first: the columns of capsule_decisions, whether there was
-- a contact, and it as JSON: when, how, for what, by whom, in which words.
select d.id, d.outcome, d.until, d.reasons, d.facts, d.policy_sha256, d.decided_at, d.contact_point_id, d.campaign_id,
    contacted, json_build_object('decided_at', d.decided_at, 'sent_at', a.sent_at, 'channel', c.channel,
    'purpose', c.purpose, 'class', c.class, 'advertiser', e.name, 'entity_inn', e.inn, 'provider', a.provider,
    'attempt_state', a.state, 'subject', nullif(c.subject, ''), 'body', case when contacted then c.body end)::text
from contact_point cp join decision d on d.party_id = cp.party_id and d.contact_point_id = cp.id
left join attempt a on a.decision_id = d.id
cross join lateral (select coalesce(a.state not in ('cleared', 'dropped'), false) as contacted) s
left join campaign c on c.id = d.campaign_id left join legal_entity e on e.id = c.legal_entity_id
where cp.token = $1 and ($2::bool or contacted)
order by d.decided_at desc, d.id desc limit $3;

-- name: why_receipts
-- takes: token, now; gives: id and day of each receipt whose link still opens.
select id, made_at from consent_receipt where token = $1 and expires_at > $2 order by made_at;
