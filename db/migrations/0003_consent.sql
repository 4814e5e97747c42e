-- Consents, bases and refusals: events that are added and never changed.
create table wording (
    id bigint generated always as identity primary key,
    legal_entity_id bigint not null references legal_entity,
    code consent_code not null,
    name text not null,
    version integer not null,
    language text not null default 'ru',
    body text not null,
    sha256 bytea not null check (sha256 = sha256(convert_to(body, 'UTF8'))),
    standalone boolean not null,
    preticked boolean not null check (not preticked),       -- C-07
    mandatory boolean not null check (not mandatory),       -- C-07
    created_at timestamptz not null,
    unique (legal_entity_id, name, version)
);

create table consent_event (
    id bigint generated always as identity primary key,
    consent_id uuid not null,           -- the consent that this event is about
    act consent_act not null,
    party_id bigint not null,
    contact_point_id bigint not null,
    token bytea not null,
    code consent_code not null,
    channels smallint not null,         -- bit per channel, in the order of the type
    purposes smallint not null,         -- bit per purpose, in the order of the type
    legal_entity_inn bigint not null,   -- advertiser and operator
    processors text[] not null default '{}',
    valid_from timestamptz not null,    -- when it was done
    valid_until timestamptz,
    recorded_at timestamptz not null,   -- when we knew
    wording_id bigint references wording,
    identity_level text not null default 'NONE',   -- NONE, CODE_SMS, DOUBLE_OPT_IN, DESK, UKEP
    signature_kind text not null default 'NONE',   -- PAPER_SCAN, UKEP, UNEP, SIMPLE_ES_SMS, TICK, VOICE
    standalone boolean,                 -- a document of its own: C-01; null when nobody stated it
    proven boolean not null default false,         -- every evidence field of C-05 is there
    evidence jsonb not null default '{}'           -- the remaining fields of law.md 1.12
);
create index consent_event_contact_point on consent_event (contact_point_id, id);
create index consent_event_consent on consent_event (consent_id);
create index consent_event_token on consent_event (token);

create table basis_event (
    id bigint generated always as identity primary key,
    party_id bigint not null,
    kind basis_kind not null,
    purposes smallint not null,
    legal_entity_inn bigint not null,
    reference text not null,            -- contract number, request id, care plan id
    valid_from timestamptz not null,
    valid_until timestamptz,
    ended boolean not null default false,   -- this event ends the basis with the same reference
    recorded_at timestamptz not null
);
create index basis_event_party on basis_event (party_id, id);

-- Stronger than any consent; keyed by the address's token, so it survives erasure.
create table suppression (
    id bigint generated always as identity primary key,
    token bytea not null,
    scope scope not null,
    channel channel,                    -- for ADS_CHANNEL
    legal_entity_inn bigint not null default 0,     -- 0: all entities of the installation
    path text not null,                 -- sms, link, agent, dtmf, desk, letter, web, provider, carrier, import
    evidence jsonb not null default '{}',
    said_at timestamptz not null,
    recorded_at timestamptz not null
);
create index suppression_token on suppression (token);
