-- name: retention_due
-- takes: what began before these instants is over: purpose, proof, advertising, acts; gives: class of retention.def, purpose or "",
-- rows, the oldest beginning, legal holds in force; the first row is of no class. A report: it reads whole tables.
with closed as (
    select c.id, c.purpose, c.lists, c.class, coalesce(c.closed_at, c.ends_at) as at from campaign c
    where c.state in ('stopped', 'finished')
), busy as (
    select distinct unnest(lists) as list_id from campaign where state not in ('stopped', 'finished')
), done_list as (
    select l.list_id, max(l.at) as at from (select unnest(lists) as list_id, at from closed) l
    where l.list_id not in (select list_id from busy) group by 1
), over as (
    select e.consent_id, coalesce(min(e.valid_from) filter (where e.act in ('withdrawn', 'expired', 'invalidated')),
        max(e.valid_until)) as at, max(e.code::text) as code
    from consent_event e group by 1
), due (class, purpose, rows, oldest) as (
    select 'CAMPAIGN_COPY', c.purpose::text, count(*), min(c.at) from target t join closed c on c.id = t.campaign_id
    where c.at < $1 group by 2
    union all select 'LIST_COPY', '', count(*), min(d.at) from list_row r join done_list d using (list_id) where d.at < $1
    union all select 'WEBHOOK', '', count(*), min(handled_at) from inbox where handled_at < $1
    union all select 'PRESS', c.purpose::text, count(*), min(p.pressed_at) from press p join campaign c on c.id = p.campaign_id
    where p.pressed_at < $2 group by 2
    union all select 'DECISION', c.purpose::text, count(*), min(d.decided_at) from decision d join campaign c on c.id = d.campaign_id
    where d.decided_at < $2 group by 2
    union all select 'ATTEMPT', c.purpose::text, count(*), min(a.cleared_at) from attempt a join campaign c on c.id = a.campaign_id
    where a.cleared_at < $2 group by 2
    union all select 'CONSENT_PROOF', o.code, count(*), min(o.at) from over o join consent_event e using (consent_id)
    where o.at < $2 group by 2
    union all select 'AD_MATERIAL', purpose::text, count(*), min(at) from closed where class = 'AD' and at < $3 group by 2
    union all select 'AD_CONTRACT', '', count(*), min(valid_until) from document where kind = 'CONTRACT' and valid_until < $3
    union all select 'MATTER_RECORD', kind::text, count(*), min(closed_at) from matter where closed_at < $4 group by 2
)
select '' as class, '' as purpose, 0::int8, null::timestamptz, (select count(*) from legal_hold where lifted_at is null)
union all
select class, purpose, rows, oldest, 0::int8 from due where rows > 0
order by class, purpose;
