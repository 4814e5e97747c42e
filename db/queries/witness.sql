-- name: checkpoint_after
-- takes: size; gives the instant at which the first larger checkpoint was signed, or nothing.
select signed_at from checkpoint where size > $1 order by size limit 1;
