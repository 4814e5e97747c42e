-- Who we are, whom we may reach, and which list each of them came from.
-- Names, addresses and birth years live in party and contact_point and nowhere else.
create table legal_entity (
    id bigint generated always as identity primary key,
    inn bigint not null unique check (inn between 100000000 and 999999999999),
    ogrn bigint,
    name text not null,
    licence text,                       -- number of the medical licence
    licence_until timestamptz,
    created_at timestamptz not null
);

create table branch (
    id bigint generated always as identity primary key,
    legal_entity_id bigint not null references legal_entity,
    name text not null,
    zone text not null,                 -- IANA name
    created_at timestamptz not null,
    unique (legal_entity_id, name)
);

create table staff (
    id bigint generated always as identity primary key,
    login text not null unique,
    name text not null,
    role staff_role not null,
    extension text,                     -- of an agent's phone, for call-back
    created_at timestamptz not null
);

-- Each nextval() is the first of a thousand ids: import numbers its rows itself, so that COPY knows them.
create sequence party_id_seq increment 1000;
create table party (
    id bigint primary key,              -- from party_id_seq
    kind party_kind not null,
    state party_state not null default 'ACTIVE',
    identity bytea not null unique,     -- 16 bytes: HMAC(installation key, main address, folded name or INN)
    name text not null default '',
    inn bigint,                         -- of the company, the sole trader, the contact person's company
    birth_year smallint,
    region smallint,                    -- stated address: code of config/regions.yaml
    zone text,                          -- stated zone, if the list had one
    salt bytea not null,                -- of the commitments in the audit log; dies with the row
    bases bytea not null default '',    -- derived from basis_event: compliance/basis.h
    created_at timestamptz not null
) with (fillfactor = 85);

create sequence contact_point_id_seq increment 1000;
create table contact_point (
    id bigint primary key,
    party_id bigint not null,           -- of a party: see party_takes_points
    kind address_kind not null,
    owner address_owner not null default 'OWN',
    address text not null,              -- +79161234567 or name@example.ru, normalised
    extension text,                     -- dialled after the answer
    token bytea not null,               -- HMAC-SHA-256(installation key, address), 32 bytes
    region smallint,                    -- of the number, by the numbering plan
    carrier_inn bigint,                 -- of the number, by the numbering plan
    verified_at timestamptz,
    consents bytea not null default '', -- derived from consent_event: compliance/consent.h
    created_at timestamptz not null
) with (fillfactor = 90);
create index contact_point_party on contact_point (party_id, id);
create index contact_point_token on contact_point (token);

-- A foreign key asks for each row, which doubles the cost of a million; rows come here in the transaction that made
-- their party and go with it, so it is enough that nobody leaves points behind.
create function party_takes_points() returns trigger language plpgsql as $$
begin
    delete from contact_point c using gone g where c.party_id = g.id;
    return null;
end $$;
create trigger party_takes_points after delete on party referencing old table as gone
    for each statement execute function party_takes_points();

create table list (
    id bigint generated always as identity primary key,
    name text not null,
    legal_entity_id bigint not null references legal_entity,
    ground text not null,               -- law.md I-01: contract or other ground
    source text not null,
    responsible text not null,
    obtained_at timestamptz not null,
    file_sha256 bytea not null,
    file_rows bigint not null default 0,
    rejected_rows bigint not null default 0,
    duplicate_rows bigint not null default 0,
    quarantined boolean not null default false,  -- source OPEN_WEB, notice not yet sent, or not yet whole
    imported_at timestamptz,            -- null: broken off, to be imported again
    unique (legal_entity_id, file_sha256)
);

-- Provenance: which row of which list named this contact point.
create table list_row (
    list_id bigint not null,            -- of a list; no foreign key, for the same reason
    party_id bigint not null,           -- of the contact point: the planner walks lists in the order of parties
    contact_point_id bigint not null,
    row_no integer not null,
    primary key (list_id, party_id, contact_point_id)
);

-- Numbering plan, loaded by `dozvon numbering load`.
create table numbering_range (
    first_number bigint primary key,    -- 79000000000
    last_number bigint not null check (last_number >= first_number),
    region smallint not null,
    carrier_inn bigint not null,
    carrier text not null
);
