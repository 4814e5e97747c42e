-- name: import_numbering_is_there
-- gives: whether a numbering plan has been loaded; without one every number would look impossible.
select exists (select from numbering_range);

-- name: import_list_find
-- takes: INN of the legal entity, hash of the file; gives the entity's id, the list's id, when it was whole, and its counts.
select e.id, l.id, l.imported_at, l.file_rows, l.rejected_rows, l.duplicate_rows
from legal_entity e left join list l on l.legal_entity_id = e.id and l.file_sha256 = $2
where e.inn = $1;

-- name: import_list_begin
-- takes: entity, file hash, name, ground, source, responsible, obtained at; gives the list's id.
-- Quarantined until it is whole: nobody plans from half a list.  A list that was broken off is begun again.
insert into list (legal_entity_id, file_sha256, name, ground, source, responsible, obtained_at, quarantined)
values ($1, $2, $3, $4, $5, $6, $7, true)
on conflict (legal_entity_id, file_sha256) do update set name = excluded.name, ground = excluded.ground,
    source = excluded.source, responsible = excluded.responsible, obtained_at = excluded.obtained_at
    where list.imported_at is null
returning id;

-- name: import_list_end
-- takes: list, rows, rejected, quarantined, now, whether it is so only when it names a person, who then waits for a notice.  Once only: the second of two importers of one file touches no row.
-- Every row that was taken names somebody; those that name nobody new to this list are its duplicates.
update list set file_rows = $2, rejected_rows = $3, imported_at = $5,
    quarantined = case when $6 then exists (select 1 from list_row r join party p on p.id = r.party_id
        where r.list_id = $1 and p.kind <> 'COMPANY') else $4 end,
    duplicate_rows = $2::bigint - $3::bigint - (select count(distinct party_id) from list_row where list_id = $1)
where id = $1 and imported_at is null;

-- name: import_chunk_settings
-- gives: nothing of use; for this transaction look-ups go through the indexes, whatever the planner thinks of empty statistics,
-- and nobody waits for the disk: the commit that declares the list whole comes behind this one in the WAL and does wait.
select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true), set_config('enable_bitmapscan', 'off', true);

-- name: import_party_blocks
-- takes: how many; gives the first id of each block of a thousand.
select nextval('party_id_seq') from generate_series(1, $1::int);

-- name: import_point_blocks
-- takes: how many; gives the first id of each block of a thousand.
select nextval('contact_point_id_seq') from generate_series(1, $1::int);

-- name: import_party_known
-- takes: identities; gives place in the array (from 1) and id of those that are there.
select w.place, p.id
from unnest($1::bytea[]) with ordinality w(identity, place), lateral (
    select id from party where identity = w.identity limit 1) p;

-- name: import_point_known
-- takes: parties, tokens; gives place in the arrays (from 1) and id of those that are there.
select w.place, c.id
from unnest($1::int8[], $2::bytea[]) with ordinality w(party_id, token, place), lateral (
    select id from contact_point where party_id = w.party_id and token = w.token limit 1) c;

-- name: import_provenance_of_known
-- takes: list, parties, contact points, rows.  A row read again says nothing new.
insert into list_row (list_id, party_id, contact_point_id, row_no)
select $1, party, point, row_no from unnest($2::int8[], $3::int8[], $4::int4[]) known(party, point, row_no)
on conflict do nothing;

-- name: import_party_copy
copy party (id, kind, identity, name, inn, birth_year, region, zone, salt, created_at) from stdin (format binary);

-- name: import_point_copy
copy contact_point (id, party_id, kind, owner, address, extension, token, region, carrier_inn, created_at)
from stdin (format binary);

-- name: import_party_copy_more
-- the same of a chunk with companies, children or people who are kept back.
copy party (id, kind, identity, name, inn, birth_year, region, zone, salt, created_at, company_kind, kind_reason, quarantine,
    paediatric, birth_date, representative_id, representative_document) from stdin (format binary);

-- name: import_point_copy_more
copy contact_point (id, party_id, kind, owner, address, extension, token, region, carrier_inn, created_at, confirmed_at, source,
    published, corporate, judged_by) from stdin (format binary);

-- name: import_provenance_copy
copy list_row (list_id, party_id, contact_point_id, row_no) from stdin (format binary);
