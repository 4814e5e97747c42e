-- name: holder_lock
-- takes: tokens; gives: contact point, party, token, salt. Locks the parties in the order of their ids, as claims do
-- one by one: whoever reads facts under the party's lock sees every refusal and consent committed before.
select cp.id, cp.party_id, cp.token, p.salt from contact_point cp join party p on p.id = cp.party_id
where cp.token = any($1::bytea[]) order by p.id, cp.id for no key update of p;

-- name: refusal_notify
-- takes: party ids "7,9"; gives nothing. Heard when the transaction commits: dispatchers drop what is cleared and not yet sent.
select pg_notify('refusal', $1);
