-- name: list_all
-- takes nothing; gives: id, name, inn of the entity, source, ground, responsible, rows, quarantined, when it was whole.
select l.id, l.name, e.inn, l.source, l.ground, l.responsible, l.file_rows, l.quarantined, l.imported_at
from list l join legal_entity e on e.id = l.legal_entity_id order by l.id;

-- name: list_row
-- takes: list; gives: id, name, inn of the entity, source, ground, responsible, obtained at, rows, rejected, quarantined, whole at.
select l.id, l.name, e.inn, l.source, l.ground, l.responsible, l.obtained_at, l.file_rows, l.rejected_rows, l.quarantined,
    l.imported_at
from list l join legal_entity e on e.id = l.legal_entity_id where l.id = $1;

-- name: list_parties
-- takes: list, the word by which its source keeps people back or null; gives: kind, why it is kept back or null, how many. Who was
-- known before is kept back in this list as anybody is.
select p.kind, case when $2::text is not null and l.quarantined and p.kind <> 'COMPANY'
        and not exists (select from notice n where n.list_id = $1 and n.party_id = p.id) then $2 else p.quarantine end, count(*)
from party p, list l
where l.id = $1 and p.id in (select party_id from list_row where list_id = $1) group by 1, 2 order by 1, 2;

-- name: list_lock
-- takes: list; gives: id, source, inn, quarantined, whole at; nobody else decides about it until the transaction ends.
select l.id, l.source, e.inn, l.quarantined, l.imported_at from list l join legal_entity e on e.id = l.legal_entity_id
where l.id = $1 for no key update of l;

-- name: list_let_out
-- takes: list; whoever it names is kept back no more because of other lists: those hold their own campaigns. Parties are locked in
-- order first, as a refusal does.
with kept as (
    select id from party where quarantine is not null and id in (select party_id from list_row where list_id = $1)
    order by id for no key update
)
update party p set quarantine = null from kept k where p.id = k.id;

-- name: list_persons
-- takes: list; gives: how many persons it names. A company is none (I-06).
select count(*) from party p where p.kind <> 'COMPANY' and p.id in (select party_id from list_row where list_id = $1);

-- name: list_open
-- takes: list.
update list set quarantined = false where id = $1;

-- name: list_decision_add
-- takes: list, the word, how many, reason, document, who, now.
insert into quarantine_decision (list_id, was, parties, reason, document, decided_by, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: notice_add
-- takes: list, party or 0 for all of it who wait for one, kind, sent at, hash of the text, reason, who, now; gives how many.
-- Who was known before waits as well: the notice says where these data came from. Parties are locked in order first.
with waiting as (
    select p.id from party p where p.kind <> 'COMPANY' and ($2 = 0 or p.id = $2)
        and p.id in (select party_id from list_row where list_id = $1)
        and not exists (select from notice n where n.list_id = $1 and n.party_id = p.id)
    order by p.id for no key update
), let_out as (
    update party p set quarantine = null from waiting w where p.id = w.id and p.quarantine is not null
)
insert into notice (party_id, list_id, kind, sent_at, text_sha256, reason, marked_by, recorded_at)
select id, $1, $3, $4, $5, $6, $7, $8 from waiting;

-- name: notice_waiting
-- takes: list; gives: how many of it still wait for their notice.
select count(*) from party p where p.kind <> 'COMPANY' and p.id in (select party_id from list_row where list_id = $1)
    and not exists (select from notice n where n.list_id = $1 and n.party_id = p.id);
