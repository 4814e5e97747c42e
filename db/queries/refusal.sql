-- name: refusal_token
-- takes a contact point's number; gives the token of its address.
select token from contact_point where id = $1;
