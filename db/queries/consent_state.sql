-- name: consent_agreement
-- takes: SHA-256; gives: a row when it is an agreement that an SMS code is a signature, kept among the evidence (C-04).
select 1 from evidence where sha256 = $1 and class = 'AGREEMENT' and destroyed_at is null;
