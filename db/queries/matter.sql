-- name: matter_open
-- takes: now, then arrays of kind, token (null: none), party (0: by the token), entity, instant, path, reference, zone
-- ("": of the entity's first branch), then staff id or null; gives: id, kind, token, entity, instant, party of those that are new. A demand to stop or
-- a withdrawal of which the same person has one open, or closed later, opens nothing; a withdrawal covers the demand to stop.
with said as (
    select n, kind::matter_kind, token, nullif(party, 0) as party, inn, least(at, $1) as at, path, reference, zone
    from unnest($2::text[], $3::bytea[], $4::int8[], $5::int8[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])
        with ordinality as s (kind, token, party, inn, at, path, reference, zone, n)
), held as (
    select cp.token, min(cp.party_id) as party from contact_point cp where cp.token = any($3)
    group by cp.token having count(distinct cp.party_id) = 1
), home as materialized (
    select i.inn, (select b.zone from branch b join legal_entity e on e.id = b.legal_entity_id where i.inn in (0, e.inn)
        order by b.id limit 1) as zone
    from (select distinct inn from said) i
), known as (
    select s.n, s.kind, s.token, coalesce(s.party, h.party) as party, s.inn, s.at, s.path, s.reference,
        coalesce(nullif(s.zone, ''), home.zone, 'Europe/Moscow') as zone
    from said s left join held h on h.token = s.token join home on home.inn = s.inn
), running as materialized (
    select m.subject, m.party_id, m.legal_entity_inn, m.kind, m.closed_at from matter m
    where m.kind in ('WITHDRAWAL', 'STOP_PROCESSING') and m.subject = any($3)
    union
    select m.subject, m.party_id, m.legal_entity_inn, m.kind, m.closed_at from matter m
    where m.kind in ('WITHDRAWAL', 'STOP_PROCESSING') and m.party_id in (select party from known)
), open_already as (
    select distinct k.n from known k join running r on r.subject = k.token
    where r.legal_entity_inn in (0, k.inn) and (r.kind = k.kind or r.kind = 'WITHDRAWAL') and (r.closed_at is null or r.closed_at >= k.at)
    union
    select k.n from known k join running r on r.party_id = k.party
    where r.legal_entity_inn in (0, k.inn) and (r.kind = k.kind or r.kind = 'WITHDRAWAL') and (r.closed_at is null or r.closed_at >= k.at)
), fresh as (
    select k.*, row_number() over (partition by k.kind, k.inn, coalesce(k.party::text, encode(k.token, 'hex')) order by k.n)
        as time
    from known k where k.kind not in ('WITHDRAWAL', 'STOP_PROCESSING') or k.n not in (select n from open_already)
), opened as (
    insert into matter (kind, opened_at, recorded_at, legal_entity_inn, zone, subject, party_id, path, reference)
    select kind, at, $1, inn, zone, token, party, path, reference from fresh
    where time = 1 or kind not in ('WITHDRAWAL', 'STOP_PROCESSING') order by n
    on conflict do nothing
    returning id, kind, subject, legal_entity_inn, opened_at, party_id
), noted as (
    insert into matter_event (matter_id, act, at, staff_id) select id, 'opened', $1, $10 from opened
)
select id, kind, subject, legal_entity_inn, opened_at, party_id from opened order by id;

-- name: matter_entries
-- takes: subjects, bodies; gives nothing. The log's entries of many matters at once.
insert into entry (subject, body) select * from unnest($1::bytea[], $2::bytea[]);

-- name: matter_task_add
-- takes: ids of new matters; gives nothing. A task for each place that keeps the person's data and for each who processes it
-- for us: every provider that a campaign or a processing order names; of a correction those that were given the person's data.
with place as (
    select 'store' as kind, unnest(array['contacts', 'lists', 'evidence', 'exports', 'backups']) as name
    union all
    select 'processor', provider from (select provider from campaign union select provider from document
        where kind = 'PROCESSOR_ORDER' and replaced_at is null and provider is not null) p
), deed as (
    select m.id, d.deed, d.place from matter m cross join (values ('WITHDRAWAL', 'destroy', 'store'),
        ('WITHDRAWAL', 'stop', 'processor'), ('WITHDRAWAL', 'destroy', 'processor'), ('STOP_PROCESSING', 'stop', 'processor'),
        ('UNLAWFUL', 'stop', 'processor')) as d (kind, deed, place)
    where m.id = any($1::int8[]) and d.kind = m.kind::text
), given as (
    select m.id, a.provider from matter m join attempt a on a.party_id = m.party_id and a.state not in ('cleared', 'dropped')
    where m.id = any($1) and m.kind = 'CORRECTION'
    union
    select m.id, s.provider from matter m join contact_point cp on cp.party_id = m.party_id
    join stop_push s on s.contact_point_id = cp.id and s.state <> 'gone'
    where m.id = any($1) and m.kind = 'CORRECTION'
)
insert into matter_task (matter_id, deed, place_kind, place)
select d.id, d.deed, p.kind, p.name from deed d join place p on p.kind = d.place
union all
select g.id, 'copy', 'processor', g.provider from given g order by 1, 2, 3, 4;

-- name: matter_rows
-- takes: arrays of kind and its two deadlines; an id or 0, a kind or null, only open ones, after which id, how many; gives:
-- all that matter.h holds of them, in the order of ids.
select m.id, m.kind, m.opened_at, m.recorded_at, m.legal_entity_inn, m.zone, m.subject, m.party_id, m.path, m.reference,
    m.identified_at, m.extended_at, m.closed_at, m.blocked, coalesce(m.affected, -1),
    (select min(e.at) from matter_event e where e.matter_id = m.id and e.act = 'met' and e.deadline = k.first),
    (select min(e.at) from matter_event e where e.matter_id = m.id and e.act = 'met' and e.deadline = k.second),
    t.tasks, t.waiting
from (select * from matter where ($4::int8 = 0 or id = $4) and ($5::text is null or kind::text = $5)
    and (not $6::boolean or closed_at is null) and id > $7 order by id limit $8) m
join unnest($1::text[], $2::text[], $3::text[]) as k (kind, first, second) on k.kind = m.kind::text
cross join lateral (select count(*) as tasks, count(*) filter (where done_at is null) as waiting from matter_task
    where matter_id = m.id) t
order by m.id;

-- name: matter_lock
-- takes: matter id; gives: its party; nobody else acts on it until the transaction ends.
select party_id from matter where id = $1 for no key update;

-- name: matter_lock_party
-- takes: party id; gives: whether it is ACTIVE, and whether another open matter keeps it BLOCKED.
select p.state = 'ACTIVE', exists (select from matter where party_id = p.id and blocked and closed_at is null)
from party p where p.id = $1 for no key update;

-- name: matter_block
-- takes: matter id, party id; gives nothing. The party is locked.
with changed as (update party set state = 'BLOCKED' where id = $2 and state = 'ACTIVE')
update matter set blocked = true where id = $1;

-- name: matter_unblock
-- takes: matter id; gives nothing. Unless another open matter keeps it so; the party is locked.
update party p set state = 'ACTIVE' from matter m where m.id = $1 and m.blocked and p.id = m.party_id and p.state = 'BLOCKED'
    and not exists (select from matter o where o.party_id = p.id and o.blocked and o.closed_at is null and o.id <> m.id);

-- name: matter_event_add
-- takes: matter id, act, deadline or null, instant, staff id or null, words, hash or null.
insert into matter_event (matter_id, act, deadline, at, staff_id, says, file_sha256)
values ($1, $2::matter_act, $3, $4, $5, $6, $7);

-- name: matter_events
-- takes: matter id; gives: act, deadline, instant, login, words, hash, oldest first.
select e.act, e.deadline, e.at, s.login, e.says, e.file_sha256
from matter_event e left join staff s on s.id = e.staff_id where e.matter_id = $1 order by e.id;

-- name: matter_tasks
-- takes: matter id; gives: task, deed, kind of place, place, when done, login, result.
select t.id, t.deed, t.place_kind, t.place, t.done_at, s.login, t.result
from matter_task t left join staff s on s.id = t.done_by where t.matter_id = $1 order by t.id;

-- name: matter_task_done
-- takes: matter id, task id, instant, staff id, result, hash or null; touches nothing when it was done before.
update matter_task set done_at = $3, done_by = $4, result = $5, file_sha256 = $6
where matter_id = $1 and id = $2 and done_at is null;

-- name: matter_move
-- takes: matter id, then what is new: identified, extended, closed at, affected; null leaves it as it was.
update matter set identified_at = coalesce(identified_at, $2), extended_at = coalesce(extended_at, $3),
    closed_at = coalesce(closed_at, $4), affected = coalesce($5, affected)
where id = $1;

-- name: matter_name_party
-- takes: matter id, party id; touches nothing when the matter names somebody, there is no such party, or it does not hold the address.
update matter m set party_id = $2 where m.id = $1 and m.party_id is null and exists (select from party where id = $2)
    and (m.subject is null or exists (select from contact_point where party_id = $2 and token = m.subject));

-- name: matter_party_tokens
-- takes: party id; gives: the tokens of its addresses.
select distinct token from contact_point where party_id = $1 order by 1;

-- name: matter_hold
-- takes: matter id, now. What it covers may not be destroyed until the hold is lifted.
insert into legal_hold (matter_id, legal_entity_inn, subject, party_id, placed_at)
select id, legal_entity_inn, subject, party_id, $2 from matter where id = $1;

-- name: matter_lift
-- takes: matter id, now.
update legal_hold set lifted_at = $2 where matter_id = $1 and lifted_at is null;

-- name: matter_remind
-- takes: arrays of matter, deadline, mark, then now; gives: the places in the arrays of those that are new.
with asked as (
    select * from unnest($1::int8[], $2::text[], $3::int4[]) with ordinality as a (matter_id, deadline, mark, n)
), added as (
    insert into matter_reminder (matter_id, deadline, mark, at) select matter_id, deadline, mark, $4 from asked
    where (matter_id, deadline, mark) not in (select matter_id, deadline, mark from matter_reminder where matter_id = any($1))
    on conflict do nothing returning matter_id, deadline, mark
)
select a.n - 1 from asked a join added d using (matter_id, deadline, mark) order by a.n;

-- name: matter_remind_entries
-- takes: bodies; gives nothing. The log's entries of many reminders at once.
insert into entry (body) select b from unnest($1::bytea[]) b;

-- name: matter_operators
-- takes: entity or 0; gives: name, INN, address of our entities that answer.
select name, inn, coalesce(address, '') from legal_entity where $1::int8 in (0, inn) order by id;

-- name: matter_outcomes
-- takes: party or null; gives: outcome, how many decisions about the person.
select outcome, count(*) from decision where party_id = $1 group by outcome order by outcome;
