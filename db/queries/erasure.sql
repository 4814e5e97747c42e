-- name: erasure_find
-- takes: party or 0, token or null; gives: the parties that are meant, locked as a claim and a refusal lock them.
select p.id from party p
where p.id = $1 or ($1 = 0 and p.id in (select party_id from contact_point where token = $2)) order by p.id for update;

-- name: erasure_tokens
-- takes: party, token or null; gives: the tokens of its addresses, and that one.
select token from contact_point where party_id = $1 union select $2::bytea where $2 is not null order by 1;

-- name: erasure_obstacles
-- takes: party, tokens, now; gives: legal holds that cover the person, webhooks that nobody has read yet, other bases in force
-- (W-02), and the newest act about the same tokens or 0.
select (select count(*) from legal_hold where lifted_at is null and (party_id = $1 or subject = any($2::bytea[])
        or (party_id is null and subject is null))),
    (select count(*) from inbox where handled_at is null),
    (select count(*) from basis_event b where b.party_id = $1 and b.kind in ('CONTRACT', 'CARE_PLAN', 'LAW') and not b.ended
        and (b.valid_until is null or b.valid_until > $3) and not exists (select from basis_event e where e.party_id = b.party_id
            and e.kind = b.kind and e.reference = b.reference and e.ended and e.id > b.id)),
    coalesce((select max(id) from destruction_act where tokens && $2), 0);

-- name: erasure_suppress
-- takes: tokens, scope, now; gives nothing. W-06: without a refusal of everything the next list would bring the person back.
insert into suppression (token, scope, legal_entity_inn, path, said_at, recorded_at)
select t, $2::text::scope, 0, 'erasure', $3, $3 from unnest($1::bytea[]) t
where not exists (select from suppression s where s.token = t and s.scope in ('ALL_CONTACT', 'PD_WITHDRAWAL')
    and s.legal_entity_inn = 0 and s.path <> 'hold');

-- name: erasure_processors
-- takes: party; gives: the providers that were given its addresses, "mango, smsru".
select coalesce(string_agg(distinct provider, ', ' order by provider), '') from attempt where party_id = $1 and state <> 'dropped';

-- name: erasure_operator
-- takes: entity or 0; gives: the operators, "ООО «Ромашка», ИНН 7701234567; ...".
select coalesce(string_agg(name || ', ИНН ' || inn, '; ' order by id), '') from legal_entity where $1::int8 in (0, inn);

-- name: erasure_door
-- takes: party, tokens, address or "", now; gives: what was touched, how often, and evidence files to remove.
select what, touched, file from erase_person($1, $2::bytea[], $3, $4);

-- name: erasure_number
-- takes: a number that is given away, or 0; gives: the number of the next act; of two at once one breaks the key and is repeated.
select greatest(coalesce(max(id), 0), $1) + 1 from destruction_act;

-- name: erasure_act_add
-- takes: number, matter or null, reason, party, tokens, now, kept until, two staff ids, method, act, its SHA-256, PDF, extract,
-- evidence files, persons; gives nothing.
insert into destruction_act (id, matter_id, reason, party_id, tokens, destroyed_at, keep_until, by_id, second_id, method, act,
    act_sha256, act_pdf, extract, evidence, persons)
values ($1, nullif($2::int8, 0), $3, $4, $5::bytea[], $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::bytea[], $16);

-- name: erasure_tasks
-- takes: matter, now, staff id, result, SHA-256 of the act. Ticks what the act destroyed: files that people made outside and
-- backups stay for people.
update matter_task set done_at = $2, done_by = $3, result = $4, file_sha256 = $5
where matter_id = $1 and deed = 'destroy' and place_kind = 'store' and place in ('contacts', 'lists', 'evidence') and done_at is null;

-- name: erasure_left
-- takes nothing; gives: act, evidence file, of acts whose files a crash left behind.
select a.id, f.sha256 from destruction_act a left join unnest(a.evidence) as f (sha256)
    on exists (select from evidence e where e.sha256 = f.sha256 and e.destroyed_at is not null)
where a.files_gone_at is null order by a.id;

-- name: erasure_files_gone
-- takes: act, now.
update destruction_act set files_gone_at = $2 where id = $1 and files_gone_at is null;

-- name: erasure_act
-- takes: number; gives: act, PDF, extract.
select act, act_pdf, extract from destruction_act where id = $1;
