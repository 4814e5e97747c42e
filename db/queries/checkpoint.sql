-- name: checkpoint_add
-- takes: size, root, note, instant; in the transaction of its seal.
insert into checkpoint (size, root, note, signed_at) values ($1, $2, $3, $4);

-- name: checkpoint_last
-- gives the note of the largest checkpoint signed.
select note from checkpoint order by size desc limit 1;

-- name: checkpoint_at
-- takes: size; gives the note signed for it.
select note from checkpoint where size = $1;
