-- W-05: a refusal is told to the providers that were given the address, until each has acknowledged.
-- One row an address and provider: their lists know no scopes, and what stands there once stands there for good.
create table stop_push (
    id bigint generated always as identity primary key,
    suppression_id bigint not null,     -- the refusal that asked for it first
    contact_point_id bigint not null,
    provider text not null,
    state text not null default 'due' check (state in ('due', 'letter', 'acknowledged', 'gone')),
        -- due: asked by machine; letter: they have no list, a person writes to them; gone: erased before they answered
    due_at timestamptz not null,        -- of the next try
    tries smallint not null default 0,
    code text,                          -- their newest word
    created_at timestamptz not null,
    alarmed_at timestamptz,             -- nobody has acknowledged in time
    acknowledged_at timestamptz,
    acknowledged_by bigint references staff,    -- of a letter
    acknowledgement text,               -- their answer, or where the letter's lies
    unique (contact_point_id, provider),
    check ((state = 'acknowledged') = (acknowledged_at is not null))
);
create index stop_push_due on stop_push (due_at) where state = 'due';
create index stop_push_open on stop_push (created_at) where state in ('due', 'letter');

grant select, insert on stop_push to dozvon_web;
grant select, insert, update on stop_push to dozvon_dispatcher;
