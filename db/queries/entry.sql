-- name: entry_add
-- takes: subject token, body; gives nothing. In the transaction that acts, so there is no act without its entry.
insert into entry (subject, body) values ($1, $2);
