-- name: outside_file_add
-- takes: kind, path, host, account, staff id or null, list or null, tokens, SHA-256 or null, now; gives: its number. What lay
-- under the same name is written over.
with over as (
    update outside_file set gone_at = $9, gone_how = 'overwritten' where gone_at is null and path = $2 and host = $3 and path <> ''
)
insert into outside_file (kind, path, host, account, staff_id, list_id, tokens, sha256, made_at)
values ($1, $2, $3, $4, nullif($5::int8, 0), nullif($6::int8, 0), $7::bytea[], $8, $9) returning id;

-- name: outside_file_end
-- takes: number, SHA-256 or null: nothing was written; now.
update outside_file set sha256 = $2, gone_at = case when $2::bytea is null then $3::timestamptz end,
    gone_how = case when $2::bytea is null then 'empty' end where id = $1;

-- name: outside_file_list
-- takes: whether those that are gone as well; gives: number, kind, path, host, account, who, list or 0, persons named or 0,
-- SHA-256, made at, gone at, how.
select f.id, f.kind, f.path, f.host, f.account, coalesce(s.login, ''), coalesce(f.list_id, 0), cardinality(f.tokens), f.sha256,
    f.made_at, f.gone_at, coalesce(f.gone_how, '')
from outside_file f left join staff s on s.id = f.staff_id where $1 or f.gone_at is null order by f.id;

-- name: outside_file_gone
-- takes: number, how, now; touches nothing when it was gone before.
update outside_file set gone_at = $3, gone_how = $2, path = '' where id = $1 and gone_at is null;

-- name: outside_file_unname
-- takes: number; gives nothing. Its path names a person who is gone: whoever erased has it on the screen.
update outside_file set path = '' where id = $1;

-- name: outside_file_of
-- takes: party, tokens, address or ""; gives: number, kind, path, host, who made it, SHA-256, made at, whether it is this
-- person's alone, whether the person is in it for certain, whether its name names the person; before the person is gone.
select f.id, f.kind, f.path, f.host, coalesce(s.name, f.account), f.sha256, f.made_at, k.alone, k.alone or k.listed,
    coalesce(f.path ~* (select string_agg(spelled(v), '|') from (select person_value($1, $3)
        union select w from party, regexp_split_to_table(name, ' +') w where id = $1 and length(w) > 2) as known (v)), false)
from outside_file f left join staff s on s.id = f.staff_id
cross join lateral (select cardinality(f.tokens) > 0 and f.tokens <@ $2::bytea[] as alone,
    f.list_id in (select list_id from list_row where party_id = $1) or f.tokens && $2 as listed) k
where f.gone_at is null and (k.alone or k.listed or (cardinality(f.tokens) = 0
    and (f.kind in ('REJECTS', 'EXPORT') or (f.kind = 'LIST' and f.list_id is null))))
order by f.id;
