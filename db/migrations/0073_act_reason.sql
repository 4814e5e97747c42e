-- Why somebody of the staff did it, in their own words.  People write names into such words, so they stand here, where
-- erasure can reach them, and the log has a salted commitment to them (design.md 4).
create table act_reason (
    id bigint generated always as identity primary key,
    what text not null,                 -- the entry's word
    staff_id bigint not null references staff,
    reason text not null,
    salt bytea not null,
    said_at timestamptz not null
);
grant select, insert on act_reason to dozvon_web;
