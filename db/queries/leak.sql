-- name: leak_note
-- takes: matter id, incident, cause, harm, measures, contact, affected, what was counted or null, now, staff id.
insert into leak_notice (matter_id, incident, cause, harm, measures, contact, affected, counted, written_at, staff_id)
values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10);

-- name: leak_notice
-- takes: matter id; gives: the newest notice: incident, cause, harm, measures, contact, affected, scope and what was counted
-- (phones, e-mails, names, persons with health data; null: not counted), what the inquiry found.
select n.incident, n.cause, n.harm, n.measures, n.contact, n.affected, n.counted ->> 'scope', (n.counted ->> 'phones')::int8,
    (n.counted ->> 'emails')::int8, (n.counted ->> 'names')::int8, (n.counted ->> 'health')::int8,
    coalesce((select e.says from matter_event e where e.matter_id = n.matter_id and e.act = 'noted' and e.says <> ''
        order by e.id desc limit 1), '')
from leak_notice n where n.matter_id = $1 order by n.id desc limit 1;

-- name: leak_count
-- takes: scope (list, campaign, reads, all, or a table), number, login, from, until; gives: whether there is such a list, campaign or
-- login; persons (companies are none), phones, e-mails, names, persons with health data. Whole tables are read only where asked.
with affected as (
    select party_id as id from list_row where $1::text = 'list' and list_id = $2
    union select party_id from target where $1 = 'campaign' and campaign_id = $2
    union select cp.party_id from staff s join read_act r on r.staff_id = s.id and r.read_at >= $4 and r.read_at < $5
        join person_read p on p.read_id = r.id join contact_point cp on cp.token = p.token where $1 = 'reads' and s.login = $3
    union select id from party where $1 = 'all' or ($1 = 'party' and created_at >= $4 and created_at < $5)
    union select party_id from contact_point where $1 = 'contact_point' and created_at >= $4 and created_at < $5
    union select party_id from consent_event where $1 = 'consent_event' and recorded_at >= $4 and recorded_at < $5
    union select party_id from decision where $1 = 'decision' and decided_at >= $4 and decided_at < $5
    union select party_id from attempt where $1 = 'attempt' and cleared_at >= $4 and cleared_at < $5
), person as (
    select p.id, p.name, exists (select from contact_point cp join consent_event e on e.contact_point_id = cp.id
            where cp.party_id = p.id and e.party_id = p.id and e.code = 'HEALTH_WRITTEN')
        or exists (select from basis_event b where b.party_id = p.id and b.kind = 'CARE_PLAN')
        or ($1 = 'campaign' and (select health_segment from campaign where id = $2)) as health
    from affected a join party p on p.id = a.id where p.kind <> 'COMPANY'
)
select case $1 when 'list' then exists (select from list where id = $2) when 'campaign' then exists (select from campaign where id = $2)
        when 'reads' then exists (select from staff where login = $3) else true end,
    (select count(*) from person), (select count(*) from person join contact_point cp on cp.party_id = person.id and cp.kind = 'PHONE'),
    (select count(*) from person join contact_point cp on cp.party_id = person.id and cp.kind = 'EMAIL'),
    (select count(*) from person where name <> ''), (select count(*) from person where health);
