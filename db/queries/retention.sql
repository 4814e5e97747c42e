-- name: retention_due
-- takes: what began before these instants is over: purpose, proof, advertising, acts; now; gives: class of retention.def, purpose or
-- "", rows, the oldest beginning, legal holds in force; the first row is of no class. A report: it reads whole tables.
with due (class, purpose, rows, oldest) as (
    select 'CAMPAIGN_COPY', purpose, count(*), min(at) from due_target($1) group by 2
    union all select 'PERSON', '', count(*), min(at) from due_person($1, $2, $5, 0, 2147483647) where id is not null
    union all select 'WEBHOOK', '', count(*), min(at) from due_inbox($1)
    union all select 'PRESS', purpose, count(*), min(at) from due_press($2) group by 2
    union all select 'DECISION', purpose, count(*), min(at) from due_decision($2) group by 2
    union all select 'ATTEMPT', purpose, count(*), min(at) from due_attempt($2) group by 2
    union all select 'CONSENT_PROOF', code, count(*), min(at) from due_consent($2) group by 2
    union all select 'AD_MATERIAL', purpose, count(*), min(at) from closed_campaign() where class = 'AD' and at < $3 group by 2
    union all select 'AD_CONTRACT', '', count(*), min(valid_until) from document where kind = 'CONTRACT' and valid_until < $3
    union all select 'MATTER_RECORD', kind, count(*), min(at) from due_matter($4) group by 2
    union all select 'DESTRUCTION_ACT', '', count(*), min(began) from due_act($5)
)
select '' as class, '' as purpose, 0::int8, null::timestamptz, (select count(*) from legal_hold where lifted_at is null)
union all
select class, purpose, rows, oldest, 0::int8 from due where rows > 0
order by class, purpose;

-- name: retention_sweep_row
-- takes: class of retention.def, before which instant, now, at most how many; gives: how many rows were destroyed.
select sweep_row($1, $2, $3, $4);

-- name: retention_sweep_person
-- takes: before which instants purpose and proof are over, now, behind which party, how many are looked at; gives: a row for
-- each address of who is gone: party, token; one for each evidence file to remove; and the last party looked at, null at the end.
select party_id, token, file, looked_to from sweep_person($1, $2, $3, $4, $5);

-- name: retention_order_add
-- takes: two staff ids, now, until; gives nothing.
insert into sweep_order (by_id, second_id, ordered_at, until) values ($1, $2, $3, $4);

-- name: retention_order
-- takes: now; gives: logins of both of the newest order in force, and until when; nothing when there is none.
select a.login, b.login, o.until from sweep_order o join staff a on a.id = o.by_id join staff b on b.id = o.second_id
where o.id = (select max(id) from sweep_order) and o.until > $1;
