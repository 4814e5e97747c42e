-- Our own side: entities, branches, staff, numbers that call, sender names. A row is what holds now; what was stated when,
-- and by whom, is a fact that stays.
create table register_fact (
    id bigint generated always as identity primary key,
    register text not null check (register in ('entity', 'branch', 'staff', 'number', 'sender', 'template')),
    object_id bigint not null,
    act text not null check (act in ('added', 'changed', 'blocked', 'retired')),
    fact jsonb not null,                -- the whole row as it stood afterwards; of staff without the name
    reason text,
    stated_by bigint references staff,  -- null: at the command line, by who may open the database
    recorded_at timestamptz not null
);
create index register_fact_object on register_fact (register, object_id, id);

alter table caller_number
    add column order_reference text,    -- P-06: the processing order of an owner who is not one of our entities
    add column blocked_at timestamptz,  -- a carrier blocks it: no other number may quietly take its place
    add column retired_at timestamptz;

-- M-09: a sender name is registered with carriers, for kinds of traffic, under a contract.
create table sender (
    id bigint generated always as identity primary key,
    legal_entity_id bigint not null references legal_entity,
    name text not null check (length(name) between 1 and 15),
    categories text[] not null check (cardinality(categories) > 0 and
        categories <@ array['service', 'transactional', 'authorisation', 'advertising']),
    carriers bigint[] not null default '{}',    -- INNs; empty: every Russian carrier
    contract text not null,
    until timestamptz,
    retired_at timestamptz,
    created_at timestamptz not null,
    unique (legal_entity_id, name)
);

-- A text as a carrier registered it: %w a word, %d a number, %w{1,5} up to five.
create table carrier_template (
    id bigint generated always as identity primary key,
    sender_id bigint not null references sender,
    name text not null,                 -- the carrier's own id
    category text not null check (category in ('service', 'transactional', 'authorisation', 'advertising')),
    carrier_inn bigint not null default 0,      -- 0: registered with every carrier of the sender
    body text not null,
    until timestamptz,
    retired_at timestamptz,
    created_at timestamptz not null,
    unique (sender_id, name, carrier_inn)
);

create trigger append_only before update or delete or truncate on register_fact
    for each statement execute function refuse_change();

grant select on register_fact, sender, carrier_template to dozvon_web, dozvon_planner, dozvon_dispatcher, dozvon_janitor;
grant insert on legal_entity, branch, staff, caller_number, sender, register_fact to dozvon_web;
