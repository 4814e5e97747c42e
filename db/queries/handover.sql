-- name: handover_add
-- takes: note, instant.  The number is the next: two at once, and one of them fails.
insert into key_handover (number, note, signed_at) select coalesce(max(number), 0) + 1, $1, $2 from key_handover;

-- name: handover_all
-- gives the notes, the oldest first.
select note from key_handover order by number;
