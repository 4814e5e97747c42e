-- name: receipt_add
-- takes: id, token, party, consents, body, SHA-256 of it, now, end of its link. The contact point is that of the consents.
insert into consent_receipt (id, party_id, contact_point_id, token, consents, body, sha256, made_at, expires_at)
select $1, $3, (select cp.id from contact_point cp where cp.party_id = $3 and cp.token = $2 limit 1), $2, $4::uuid[], $5,
    $6, $7, $8;

-- name: receipt_find
-- takes: id; gives: its address (null: the person has been erased), token, party, body, when made, end of the link.
select cp.address, r.token, r.party_id, r.body, r.made_at, r.expires_at
from consent_receipt r left join contact_point cp on cp.id = r.contact_point_id where r.id = $1;

-- name: receipt_consents
-- takes: receipt; gives for each consent on it: id, code, channels, purposes, entity's INN and name, when, term, text, what was said, and whether it has been taken back since.
select c.consent_id, c.code, c.channels, c.purposes, c.legal_entity_inn, c.entity, c.valid_from, c.valid_until, c.body, c.act, c.taken_back
from consent_receipt r join consent_standing c on c.consent_id = any (r.consents) where r.id = $1 order by c.id;

-- name: receipt_of_address
-- takes: token, how many; gives: the same of the newest consents of an address.
select c.consent_id, c.code, c.channels, c.purposes, c.legal_entity_inn, c.entity, c.valid_from, c.valid_until, c.body, c.act, c.taken_back
from consent_standing c where c.token = $1 order by c.id desc limit $2;

-- name: receipt_revoke
-- takes: receipt, now; gives nothing: the link opens no more.
update consent_receipt set expires_at = $2 where id = $1 and expires_at > $2;
