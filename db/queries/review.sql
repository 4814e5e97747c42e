-- name: review_list
-- takes: campaign id; gives: rule, reason, how many targets are held for it, the first fifty of them.
select get_byte(t.reasons, 2 * i), get_byte(t.reasons, 2 * i + 1), count(*),
    array_to_string((array_agg(t.contact_point_id order by t.contact_point_id))[1:50], ',')
from target t cross join lateral generate_series(0, length(t.reasons) / 2 - 1) i
where t.campaign_id = $1 and t.state = 'review' group by 1, 2 order by 3 desc, 1, 2;

-- name: review_campaign
-- takes: campaign id; gives: its state, end, entity; nobody else moves it until the transaction ends.
select c.state::text, c.ends_at, e.inn from campaign c join legal_entity e on e.id = c.legal_entity_id
where c.id = $1 for no key update of c;

-- name: review_add
-- takes: campaign, rule, reason, contact point or null for all that are held for the same, allowed, words, staff, now, until;
-- all reasons that an officer decides about, a byte each; gives: the decision's id, how many targets, the token of one of them.
-- Their parties are locked first, as a refusal does. A target that waits for another decision too goes on waiting.
with held as (
    select t.contact_point_id, t.reasons, cp.token from target t
    join party p on p.id = t.party_id join contact_point cp on cp.id = t.contact_point_id
    where t.campaign_id = $1 and t.state = 'review' and ($4::bigint is null or t.contact_point_id = $4)
        and exists (select 1 from generate_series(0, length(t.reasons) / 2 - 1) i
            where get_byte(t.reasons, 2 * i) = $2::int and get_byte(t.reasons, 2 * i + 1) = $3::int)
    order by p.id, t.contact_point_id for no key update of p, t
), decided as (
    insert into review_decision (campaign_id, rule, reason, allowed, says, staff_id, decided_at, valid_until)
    values ($1, $2::int, $3::int, $5, $6, $7, $8, $9) returning id
), targets as (
    insert into review_target (review_id, campaign_id, contact_point_id)
    select d.id, $1, h.contact_point_id from decided d cross join held h returning 1
), moved as (
    update target t set not_before = case when $5 then $8 end,
        state = case when not $5 then 'denied'::target_state when c.dial_mode in ('MANUAL', 'PREVIEW') then 'card' else 'due' end
    from held h, campaign c
    where t.campaign_id = $1 and t.contact_point_id = h.contact_point_id and c.id = $1 and t.state = 'review'
        and (not $5 or not exists (select 1 from generate_series(0, length(h.reasons) / 2 - 1) i
            where position(substr(h.reasons, 2 * i + 2, 1) in $10::bytea) > 0
                and (get_byte(h.reasons, 2 * i), get_byte(h.reasons, 2 * i + 1)) <> ($2::int, $3::int)
                and not exists (select 1 from review_target rt join review_decision d on d.id = rt.review_id
                    where rt.campaign_id = $1 and rt.contact_point_id = h.contact_point_id and d.allowed and d.valid_until > $8
                        and d.rule = get_byte(h.reasons, 2 * i) and d.reason = get_byte(h.reasons, 2 * i + 1))))
    returning 1
)
select (select id from decided), (select count(*) from targets), (select token from held limit 1);

-- name: review_reopen
-- takes: campaign id. One that had ended for want of targets has some again; the dispatchers hear of it.
with moved as (update campaign set state = 'running' where id = $1 and state = 'finished' returning id)
select pg_notify('campaign', id::text) from moved;

-- name: review_of_targets
-- takes: campaign id, contact points; gives: contact point, rule, reason, when decided, until, by whom, of every approval,
-- the newest of a target first. One that is older than a refusal of the same person counts no more.
select rt.contact_point_id, d.rule, d.reason, d.decided_at, d.valid_until, d.staff_id
from review_target rt join review_decision d on d.id = rt.review_id
where rt.campaign_id = $1 and rt.contact_point_id = any ($2::bigint[]) and d.allowed
    and not exists (select 1 from contact_point cp join contact_point own on own.party_id = cp.party_id
        join suppression s on s.token = own.token where cp.id = rt.contact_point_id and s.recorded_at >= d.decided_at)
order by rt.contact_point_id, d.id desc;
