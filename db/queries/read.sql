-- name: read_add
-- takes: reading, who's kind, staff id, approver id, process, campaign, matter, reason's number (0 each: none), now, tokens (distinct), how many persons;
-- gives: its number.
with act as (
    insert into read_act (reading, who_kind, staff_id, approver_id, process, campaign_id, matter_id, reason_id, read_at, persons)
    values ($1, $2, nullif($3::bigint, 0), nullif($4::bigint, 0), $5, nullif($6::bigint, 0), nullif($7::bigint, 0),
        nullif($8::bigint, 0), $9, $11)
    returning id
), shown as (
    insert into person_read (token, read_id) select t, act.id from act, unnest($10::bytea[]) as t
)
select id from act;

-- name: read_decision
-- takes: decision id; gives: token of the address it is about, its campaign.
select cp.token, d.campaign_id from decision d join contact_point cp on cp.id = d.contact_point_id where d.id = $1;

-- name: read_evidence
-- takes: SHA-256; gives: tokens of the addresses whose consents it proves.
select distinct e.token from evidence_consent c join consent_event e on e.consent_id = c.consent_id where c.sha256 = $1;

-- name: read_address
-- takes: contact point; gives: token, address.
select token, address from contact_point where id = $1;
