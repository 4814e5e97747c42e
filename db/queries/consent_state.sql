-- name: consent_agreement
-- takes: SHA-256; gives: a row when it is an agreement that an SMS code is a signature, kept among the evidence (C-04).
select 1 from evidence where sha256 = $1 and class = 'AGREEMENT' and destroyed_at is null;

-- name: consent_end
-- takes: token, party (0: all who hold it), since when, when we knew, why; gives: consent, code, entity of each that was ended.
select consent, code, inn from consent_expire($1, $2, $3, $4, $5);

-- name: consent_points
-- takes: token; gives: contact point, party, when it was last confirmed whose it is, of each who holds the address.
select id, party_id, greatest(verified_at, confirmed_at) from contact_point where token = $1 order by id;
