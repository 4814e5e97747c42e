-- name: erased_known
-- takes nothing; gives: the first eight bytes of each address that no list may bring back, in their order; from now until this
-- session ends nobody is erased.
select beginning from import_erased() beginning;

-- name: erased_alone
-- takes nothing; gives: whether this transaction may erase: no list is being imported, and none begins until it ends.
select pg_try_advisory_xact_lock(7203018);

-- name: erased_add
-- takes: tokens, act, now; gives nothing. No list brings these addresses back.
insert into erased (token, act_id, erased_at) select distinct t, $2::int8, $3::timestamptz from unnest($1::bytea[]) t
on conflict (token) do update set act_id = excluded.act_id, erased_at = excluded.erased_at;
