-- Campaigns and their targets: one durable row for each contact point of the audience.
create table policy_pack (
    sha256 bytea primary key,
    name text not null,
    version text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    body text not null,
    loaded_at timestamptz not null
);

create table caller_number (
    id bigint generated always as identity primary key,
    number text not null unique,        -- 74951234567
    owner_inn bigint not null,
    label text,                         -- at most 32 characters: G-19
    label_category text,
    label_contract text,
    label_until timestamptz,
    created_at timestamptz not null
);

create table kill_switch (
    purpose purpose primary key,
    reason text not null,
    thrown_by bigint not null references staff,
    thrown_at timestamptz not null
);

create table campaign (
    id bigint generated always as identity primary key,
    name text not null unique,
    legal_entity_id bigint not null references legal_entity,
    branch_id bigint not null references branch,
    purpose purpose not null,
    channel channel not null,
    dial_mode dial_mode,                -- calls only
    class message_class not null,
    inquiry boolean not null default false,
    care_plan boolean not null default false,
    health_segment boolean not null default false,
    provider text not null,
    caller_number_id bigint references caller_number,
    sender text,                        -- SMS sender name, or From of e-mail
    subject text,
    body text not null,                 -- text, script or prompt; {{...}} filled per target
    lists bigint[] not null,
    starts_at timestamptz,
    ends_at timestamptz,
    redials smallint not null default 0 check (redials between 0 and 10),
    redial_after integer not null default 3600,     -- seconds
    state campaign_state not null default 'draft',
    author_id bigint not null references staff,
    approver_id bigint references staff,
    approved_at timestamptz,
    policy_sha256 bytea references policy_pack,
    planned_to bigint not null default 0,   -- last party planned: planning resumes after it
    audience bigint not null default 0,
    created_at timestamptz not null,
    check (approver_id <> author_id),
    check ((state in ('draft', 'stopped')) or approver_id is not null),
    -- P9: advertising that dials by itself cannot be written down.
    check (not (purpose in ('AD_PROMO', 'B2B_OFFER') and
        (channel = 'CALL_ROBOT' or dial_mode in ('PROGRESSIVE', 'PREDICTIVE', 'ROBOT')))),
    check (not (class = 'AD' and (channel = 'CALL_ROBOT' or dial_mode in ('PROGRESSIVE', 'PREDICTIVE', 'ROBOT')))),
    check (not (purpose in ('AD_PROMO', 'B2B_OFFER') and class <> 'AD' and not inquiry)),
    check ((channel in ('CALL_OPERATOR', 'CALL_ROBOT')) = (dial_mode is not null)),
    check ((channel = 'CALL_ROBOT') = (dial_mode is not distinct from 'ROBOT'))
);

create table target (
    campaign_id bigint not null,        -- of a campaign; campaigns are never deleted, and a key checked per row doubles planning
    contact_point_id bigint not null,
    party_id bigint not null,
    state target_state not null,
    attempts smallint not null default 0,
    result attempt_state,               -- of the last attempt, once it is final
    not_before timestamptz,             -- due, card and deferred ones
    reasons bytea not null default '',  -- (rule number, reason) pairs of the newest verdict that was not ALLOW
    primary key (campaign_id, contact_point_id)
) with (fillfactor = 75);
create index target_due on target (campaign_id, not_before, contact_point_id) where state = 'due';
create index target_card on target (campaign_id, not_before, contact_point_id) where state = 'card';

-- The human act of dialling: evidence inside the decision (design.md 7).
create table press (
    nonce uuid primary key,
    campaign_id bigint not null,
    contact_point_id bigint not null,
    agent_id bigint not null references staff,
    session text not null,
    card_sha256 bytea not null,
    pressed_at timestamptz not null
);
create index press_target on press (campaign_id, contact_point_id, pressed_at);
