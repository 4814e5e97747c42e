-- The log's entries, in the transaction that acts; the sealer orders them by (xid, id).
-- A row may be sealed once its transaction is older than every running one: no later commit can come before it.
create table entry (
    xid xid8 not null default pg_current_xact_id(),
    id bigint generated always as identity,
    subject bytea,                      -- token of the person's address, for the timeline
    body bytea not null check (length(body) between 2 and 65535),
    primary key (xid, id)
);
alter table entry alter body set storage external;
create index entry_subject on entry (subject) where subject is not null;

-- Which entries became which leaves: one row for each sealed batch.
create table seal (
    first_leaf bigint primary key,
    leaves integer not null check (leaves > 0),
    last_xid xid8 not null,
    last_id bigint not null
);

create table checkpoint (
    size bigint primary key,
    root bytea not null check (length(root) = 32),
    note text not null,
    signed_at timestamptz not null
);
