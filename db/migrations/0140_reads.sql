-- Reads of persons' data (152-FZ 19(2)(8), X-03).  One answer is one read_act and one entry in the log; whom it showed are
-- narrow rows: a list of cards shows twenty, and the log would grow by people where it need only grow by answers.  The
-- entry has the hash over the tokens, so that the rows cannot be thinned out unnoticed.
create table read_act (
    id bigint generated always as identity primary key,
    reading text not null,              -- word of compliance/reading.def: which answer, with which fields
    who_kind text not null,             -- staff, process
    staff_id bigint references staff,   -- null: nobody was named
    approver_id bigint references staff check (approver_id <> staff_id),     -- of a mass read
    process text not null,
    campaign_id bigint,
    matter_id bigint,
    reason_id bigint references act_reason,
    persons integer not null,
    read_at timestamptz not null
);
create index read_act_staff on read_act (staff_id, read_at) where staff_id is not null;

create table person_read (
    token bytea not null,               -- of the address
    read_id bigint not null,            -- of a read_act of the same transaction
    primary key (token, read_id)
);

do $$
declare t text;
begin
    foreach t in array array['read_act', 'person_read'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', t);
    end loop;
end $$;

-- One search finds by name and by INN; all else has its index.
create index party_name on party ((lower(name collate "und-x-icu") collate "C")) where name <> '';
create index party_inn on party (inn) where inn is not null;

grant select, insert on read_act, person_read to dozvon_web;
grant select on read_act, person_read, act_reason to dozvon_janitor;
