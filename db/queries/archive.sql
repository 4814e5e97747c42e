-- name: archive_due
-- takes: an instant; gives the first bundle that is not archived, how many full ones were signed for before that instant, and how many
-- entries a sealed batch ends at within them.
select due.bundle, due.signed / 256 - due.bundle,
    (select max(first_leaf + leaves) from seal where first_leaf + leaves <= due.signed / 256 * 256)
from (select (select coalesce(max(first_bundle + bundles), 0) from archive) as bundle,
    (select coalesce(max(size), 0) from checkpoint where signed_at < $1) as signed) due;

-- name: archive_entries
-- takes: first bundle, bundles, instant, staff; gives the number of entries that are stubs from now on. In the transaction with its entry.
select archive_entries($1, $2, $3, $4);

-- name: archive_leaves
-- gives the number of entries that are stubs, and the last of them.
select s.first_leaf + s.leaves, s.last_xid, s.last_id from seal s
where s.first_leaf + s.leaves = (select max(leaves) from archive);
