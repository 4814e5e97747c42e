-- Decisions, attempts and what providers report.
create table decision (
    id uuid primary key,
    campaign_id bigint not null,
    contact_point_id bigint not null,
    party_id bigint not null,
    outcome outcome not null,
    until timestamptz,                  -- of DEFER
    reasons bytea not null,             -- (rule number, reason) of every answer that was not ALLOW
    facts bytea not null,               -- what the gate knew: compliance/facts_pack.h; `dozvon gate decision` shows it
    policy_sha256 bytea not null,
    decided_at timestamptz not null
);
alter table decision alter facts set storage external;
create index decision_party on decision (party_id, decided_at);

-- P1: one clearance, one request. The attempt is known outside by its decision's id. It has no foreign key because it
-- needs none: the only statement that adds attempts (decision_add) makes them of the decisions it adds.
create table attempt (
    decision_id uuid primary key,
    campaign_id bigint not null,
    contact_point_id bigint not null,
    party_id bigint not null,
    provider text not null,
    state attempt_state not null default 'cleared',
    dispatcher text not null,
    cleared_at timestamptz not null,
    expires_at timestamptz not null,    -- not handed to the network later than this
    sent_at timestamptz,
    changed_at timestamptz not null,
    provider_ref text,
    provider_code text                  -- the provider's own word for the newest state
) with (fillfactor = 75);
-- No index names the state, so that its changes stay within the page (HOT). What grew old is found through the primary
-- key: ids sort by time. Caps are counted from here, under the party's lock.
create index attempt_party on attempt (party_id, cleared_at);
create index attempt_provider_ref on attempt (provider, provider_ref) where provider_ref is not null;

-- Attempts whose end nobody told us, to be asked about (reconciliation).
create table question (
    decision_id uuid primary key references attempt,
    ask_at timestamptz not null,
    asked smallint not null default 0
);
create index question_due on question (ask_at);

-- Webhooks as they came; kept whether or not they fit.
create table inbox (
    id bigint generated always as identity primary key,
    provider text not null,
    path text not null,
    content_type text not null,
    headers text not null,
    body bytea not null,
    received_at timestamptz not null,
    handled_at timestamptz,
    verdict text                        -- applied, repeated, late, forged, unreadable, stranger
);
create index inbox_unhandled on inbox (id) where handled_at is null;

-- What one webhook said of one attempt, once: repeats meet the key.
create table report (
    provider text not null,
    dedupe text not null,
    decision_id uuid,
    inbox_id bigint not null references inbox,
    kind text not null,                 -- status, inbound_text, unsubscribe, dtmf, ...
    status text,
    said_at timestamptz not null,
    applied boolean not null,
    primary key (provider, dedupe)
);
create index report_decision on report (decision_id);

-- Rate limits shared by all dispatchers: a bucket per provider.
create table provider_rate (
    provider text primary key,
    tokens double precision not null,
    filled_at timestamptz not null,
    granted integer not null default 0, -- by the newest request
    paused_until timestamptz,           -- throttled or account trouble
    pause_reason text
);

create table dispatcher (
    name text primary key,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    sent bigint not null default 0
);
