-- name: target_claim
-- takes: campaign id, now, watermark (not_before, contact point), limit; gives: targets whose moment has come, theirs and their
-- parties' rows locked.
-- A refusal locks the same party rows, so what is read after this is what was committed before any refusal that still waits.
-- A kill switch, too, stops what is claimed after its commit.
-- The watermark keeps the cost flat while a long snapshot keeps dead rows in the index; the dispatcher rewinds it.
select t.contact_point_id, t.party_id, t.attempts, t.not_before
from target t join party p on p.id = t.party_id
where t.campaign_id = $1 and t.state = 'due' and t.not_before <= $2 and (t.not_before, t.contact_point_id) > ($3, $4)
    and exists (select 1 from campaign c where c.id = $1 and c.state = 'running'
        and not exists (select 1 from kill_switch k where k.purpose = c.purpose))
order by t.not_before, t.contact_point_id limit $5
for no key update of t, p skip locked;

-- name: target_claim_at_once
-- takes: campaign id, watermark (contact point), limit; gives: targets that wait for no moment, locked in the same way.
-- They are in no index but the primary key: the watermark keeps claims from reading what was claimed before.
select t.contact_point_id, t.party_id, t.attempts, t.not_before
from target t join party p on p.id = t.party_id
where t.campaign_id = $1 and t.state = 'due' and t.not_before is null and t.contact_point_id > $2
    and exists (select 1 from campaign c where c.id = $1 and c.state = 'running'
        and not exists (select 1 from kill_switch k where k.purpose = c.purpose))
order by t.contact_point_id limit $3
for no key update of t, p skip locked;

-- name: facts_of_targets
-- takes: contact point ids; gives: the facts rows of exactly these, and what a request needs. A new snapshot: after the locks.
select f.contact_point_id, f.party_id, f.marks, f.carrier_inn, f.number_region, f.stated_region, f.stated_zone, f.consents, f.bases,
    f.confirmed_at, f.birth_day, f.birth_year, f.scope, f.scope_channel, f.scope_entity, f.said_at, f.token, f.address, f.extension, f.name
from contact_facts f where f.contact_point_id = any ($1::bigint[]) order by f.contact_point_id;

-- name: press_newest
-- takes: campaign id, contact point ids; gives: the newest press of each: contact point, when, agent, extension.
select distinct on (p.contact_point_id) p.contact_point_id, p.pressed_at, p.agent_id, s.extension
from press p join staff s on s.id = p.agent_id
where p.campaign_id = $1 and p.contact_point_id = any ($2::bigint[])
order by p.contact_point_id, p.pressed_at desc;

-- name: attempts_of_parties
-- takes: party ids, since; gives: party, when, channel, whether it was advertising, whether it reached nobody, of every
-- attempt that counts against caps: dialled by hand, called back or sent by itself.
-- After the locks, so that no other claim of the same person can be under way: the caps are exact.
-- What the provider refused to take (failed, and never named by it) reached nobody and does not count; what is unknown does.
select a.party_id, a.cleared_at, c.channel, c.class = 'AD' or c.purpose in ('AD_PROMO', 'B2B_OFFER'),
    a.state in ('busy', 'no_answer', 'unreachable', 'bad_recipient', 'expired', 'failed')
from attempt a join campaign c on c.id = a.campaign_id
where a.party_id = any ($1::bigint[]) and a.cleared_at > $2 and a.state <> 'dropped'
    and not (a.state = 'failed' and a.provider_ref is null) order by a.party_id, a.cleared_at;

-- name: decision_add
-- takes: arrays of id, contact point, party, outcome, until, reasons, facts; campaign, policy, now; provider, dispatcher, expires.
-- An attempt comes into being here and nowhere else: with the decision that allowed it (P1).
with decided as (
    insert into decision (id, campaign_id, contact_point_id, party_id, outcome, until, reasons, facts, policy_sha256, decided_at)
    select d.id, $8, d.contact_point, d.party, d.outcome::outcome, d.until, d.reasons, d.facts, $9, $10
    from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::bytea[], $7::bytea[])
        as d (id, contact_point, party, outcome, until, reasons, facts)
    returning id, contact_point_id, party_id, outcome
)
insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, dispatcher, cleared_at, expires_at, changed_at)
select id, $8, contact_point_id, party_id, $11, $12, $10, $13, $10 from decided where outcome = 'ALLOW';

-- name: target_move
-- takes: campaign; arrays of contact point, state, not_before, reasons, what to add to attempts.
update target t set state = m.state::target_state, not_before = m.not_before, reasons = m.reasons,
    attempts = t.attempts + m.more
from unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::bytea[], $6::smallint[])
    as m (contact_point, state, not_before, reasons, more)
where t.campaign_id = $1 and t.contact_point_id = m.contact_point;

-- name: entry_add_decisions
-- takes: an array of bodies. Entries about a decision are found through it (decision_party), so they carry no subject column:
-- the index on subjects is for what has no other way to the person.
insert into entry (body) select b from unnest($1::bytea[]) b;

-- name: attempt_settle
-- takes: arrays of decision, state, sent at, provider's name for it, its code; now. Only what is still cleared, or unknown by the janitor.
-- The transaction is kept: the entry of it is found by that (capsule_entries).
update attempt a set state = s.state::attempt_state, sent_at = s.sent_at, provider_ref = s.provider_ref,
    provider_code = s.code, changed_at = $6, settled_xid = pg_current_xact_id()
from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[]) as s (decision, state, sent_at, provider_ref, code)
where a.decision_id = s.decision and a.state in ('cleared', 'unknown');

-- name: target_settle
-- takes: arrays of campaign, contact point, state, result or null, not_before or null, what to add to attempts.
-- Only a held target moves: a refusal or a stop may have come first. An unknown one is learned.
update target t set state = s.state::target_state, result = s.result::attempt_state,
    not_before = coalesce(s.not_before, t.not_before), attempts = t.attempts + s.more
from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::smallint[])
    as s (campaign, contact_point, state, result, not_before, more)
where t.campaign_id = s.campaign and t.contact_point_id = s.contact_point and t.state in ('held', 'unknown');

-- name: rate_take
-- takes: provider, wanted, now, rate a second, burst; gives: how many may go now, and until when the provider is paused.
-- Nobody waits for the disk: what a crash forgets of it is filled again while the database starts.
insert into provider_rate as r (provider, tokens, filled_at) values ($1, $5::float8, $3)
on conflict (provider) do update set filled_at = greatest(r.filled_at, $3),
    granted = least($2::float8, floor(least($5::float8,
        r.tokens + extract(epoch from greatest($3 - r.filled_at, interval '0')) * $4::float8)))::int,
    tokens = least($5::float8, r.tokens + extract(epoch from greatest($3 - r.filled_at, interval '0')) * $4::float8)
        - least($2::float8, floor(least($5::float8,
        r.tokens + extract(epoch from greatest($3 - r.filled_at, interval '0')) * $4::float8)))
returning granted, paused_until, set_config('synchronous_commit', 'off', true);

-- name: provider_pause
-- takes: provider, until, reason.
insert into provider_rate (provider, tokens, filled_at, paused_until, pause_reason) values ($1, 0, $2, $2, $3)
on conflict (provider) do update set paused_until = greatest(provider_rate.paused_until, excluded.paused_until),
    pause_reason = excluded.pause_reason;

-- name: provider_paused
-- takes: provider; gives: until when it is paused.
select paused_until from provider_rate where provider = $1;

-- name: campaign_pause_by_provider
-- takes: campaign ids. Its request is one that the provider will never take: a person must look.
select pause_campaigns($1::bigint[]);

-- name: dispatcher_seen
-- takes: name, now, sent.
insert into dispatcher (name, started_at, seen_at, sent) values ($1, $2, $2, $3)
on conflict (name) do update set seen_at = excluded.seen_at, sent = excluded.sent;

-- name: decision_facts
-- takes: decision id; gives: outcome, the packed facts.
select outcome, facts from decision where id = $1;
