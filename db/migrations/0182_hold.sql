-- Legal holds beside those of matters: a compliance officer sets one, says why and until when, and lifts it; the janitor ends
-- those whose end has come, so that a row without lifted_at is always in force.
alter table legal_hold drop constraint legal_hold_pkey;
alter table legal_hold
    add column id bigint generated always as identity primary key,
    alter column matter_id drop not null,
    add column staff_id bigint references staff,        -- who set it; null: the matter did
    add column reason_id bigint,                        -- of act_reason, which an erasure may take
    add column ends_at timestamptz,                     -- null: until it is lifted
    add column lifted_by bigint references staff,       -- null: the matter's end, or its own
    add constraint legal_hold_cause check ((matter_id is null) = (staff_id is not null)),
    add constraint legal_hold_end check (staff_id is null or ends_at is not null);
create unique index legal_hold_matter on legal_hold (matter_id) where matter_id is not null;
create index legal_hold_force on legal_hold (id) where lifted_at is null;
grant update (lifted_at) on legal_hold to dozvon_janitor;

-- Whose rows no sweep may touch: a legal hold or an open matter is about them.
create view kept_party as
select h.party_id from legal_hold h where h.lifted_at is null and h.party_id is not null
union select cp.party_id from legal_hold h join contact_point cp on cp.token = h.subject where h.lifted_at is null
union select m.party_id from matter m where m.closed_at is null and m.party_id is not null
union select cp.party_id from matter m join contact_point cp on cp.token = m.subject where m.closed_at is null;
-- A hold without a person covers everybody.
create view hold_of_all as
select id from legal_hold where lifted_at is null and party_id is null and subject is null;
grant select on kept_party, hold_of_all to dozvon_janitor, dozvon_eraser;
