-- Matters: what somebody asked, demanded or found that runs against a clock of the law. When each is due is derived from its
-- kind and its beginning (compliance/matter.h), never stored.
create type matter_kind as enum ('ACCESS', 'WITHDRAWAL', 'STOP_PROCESSING', 'CORRECTION', 'UNLAWFUL', 'REGULATOR', 'LEAK',
    'COMPLAINT', 'OBJECTION');
create type matter_act as enum ('opened', 'identified', 'extended', 'met', 'task_done', 'noted', 'closed');

create table matter (
    id bigint generated always as identity primary key,
    kind matter_kind not null,
    opened_at timestamptz not null,     -- when it came: the clocks run from here
    recorded_at timestamptz not null,   -- when we knew
    legal_entity_inn bigint not null default 0,     -- 0: all entities of the installation
    zone text not null,                 -- whose days count
    subject bytea,                      -- token of the person's address, where there is one
    party_id bigint,                    -- where exactly one is known
    path text not null,                 -- desk, letter, web, sms..., gate: how it came
    reference text not null default '', -- incoming number, or the campaign or import that the gate found
    identified_at timestamptz,          -- the requester was identified
    extended_at timestamptz,            -- a reasoned notice went out: the clock has its further days
    blocked boolean not null default false,         -- keeps its party BLOCKED until it is closed
    affected bigint,                    -- LEAK: how many persons
    closed_at timestamptz
);
create index matter_open on matter (opened_at) where closed_at is null;
create index matter_subject on matter (subject) where subject is not null;
create index matter_party on matter (party_id) where party_id is not null;
-- A refusal said twice is one matter.
create unique index matter_once on matter (kind, subject, legal_entity_inn)
    where closed_at is null and kind in ('WITHDRAWAL', 'STOP_PROCESSING');

create table matter_event (
    id bigint generated always as identity primary key,
    matter_id bigint not null references matter,
    act matter_act not null,
    deadline text,                      -- of met: which clock
    at timestamptz not null,
    staff_id bigint,                    -- null: a process
    says text not null default '',      -- reason, result, how the person was identified
    file_sha256 bytea                   -- of the notice, the answer, the act
);
create index matter_event_matter on matter_event (matter_id, id);

-- What has to be done in each place that keeps the data, and by each who processes it for us.
create table matter_task (
    id bigint generated always as identity primary key,
    matter_id bigint not null references matter,
    deed text not null check (deed in ('stop', 'destroy', 'copy')),
    place_kind text not null check (place_kind in ('store', 'processor')),
    place text not null,
    done_at timestamptz,
    done_by bigint,
    result text not null default '',
    file_sha256 bytea,                  -- of the acknowledgement or the log export
    unique (matter_id, deed, place_kind, place)
);

-- What the janitor has reminded of, once each; the mark -1 is "overdue".
create table matter_reminder (
    matter_id bigint not null references matter,
    deadline text not null,
    mark integer not null,
    at timestamptz not null,
    primary key (matter_id, deadline, mark)
);

-- LEAK: what the notice to the regulator says; the newest row counts.
create table leak_notice (
    id bigint generated always as identity primary key,
    matter_id bigint not null references matter,
    incident text not null,
    cause text not null,
    harm text not null,
    measures text not null,
    contact text not null,
    affected bigint not null check (affected >= 0),
    written_at timestamptz not null,
    staff_id bigint not null references staff
);

-- Nothing that this covers may be destroyed or archived away while it is in force: for retention, erasure and the log.
create table legal_hold (
    matter_id bigint primary key references matter,
    legal_entity_inn bigint not null,   -- 0: all
    subject bytea,                      -- null: everybody
    party_id bigint,                    -- where one is known
    placed_at timestamptz not null,
    lifted_at timestamptz
);

create trigger append_only before update or delete or truncate on matter_event
    for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on matter_reminder
    for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on leak_notice
    for each statement execute function refuse_change();

-- A refusal opens its matter where it is committed: in the web process and in the dispatcher.
grant select on matter, matter_event, matter_task, matter_reminder, leak_notice, legal_hold to dozvon_web, dozvon_janitor;
grant select on matter, matter_task to dozvon_dispatcher;
grant insert on matter, matter_event, matter_task to dozvon_web, dozvon_dispatcher;
grant insert on legal_hold, leak_notice to dozvon_web;
grant update on matter, matter_task, legal_hold to dozvon_web;
grant insert on matter_reminder to dozvon_janitor;
grant usage on all sequences in schema public to dozvon_web, dozvon_dispatcher;
