-- The registers that law.md A-04, P-01, P-05 and G-19 ask for: what documents there are, whose, until when.
create type document_kind as enum ('RKN_NOTIFICATION', 'RKN_CHANGE', 'PRIVACY_POLICY', 'RESPONSIBLE_PERSON', 'HARM_ASSESSMENT',
    'INTERNAL_AUDIT', 'PROCESSOR_ORDER', 'CONTRACT', 'LICENCE', 'DISPLAY_CONTRACT');

create table document (
    id bigint generated always as identity primary key,
    kind document_kind not null,
    number text not null,
    legal_entity_inn bigint not null,
    provider text,                      -- PROCESSOR_ORDER, CONTRACT: with whom, as contracts.yaml calls it
    roles text[] not null default '{}', -- CONTRACT, P-05: advertiser, distributor, customer, processor
    purposes smallint not null default 0,           -- RKN_NOTIFICATION: bit per purpose, in the order of the type
    valid_from timestamptz not null,    -- RKN_CHANGE: when what was notified changed
    valid_until timestamptz,            -- null: without end
    done_at timestamptz,                -- RKN_CHANGE: when it was sent
    owner_id bigint not null references staff,
    file_sha256 bytea,
    created_at timestamptz not null,
    replaced_at timestamptz,            -- a newer one stands in its place
    check (valid_until > valid_from),
    check (roles <@ array['advertiser', 'distributor', 'customer', 'processor'])
);
create unique index document_number on document (legal_entity_inn, kind, number) where replaced_at is null;

-- Without a valid document of such a kind no campaign is approved: the clinic decides which kinds those are.
create table document_demand (
    kind document_kind primary key,
    staff_id bigint not null references staff,
    since timestamptz not null
);

-- A-04: a purpose outside the notification was approved by a compliance officer, who said why.
create table approval_reason (
    campaign_id bigint primary key references campaign,
    rule text not null,
    staff_id bigint not null references staff,
    reason text not null,
    at timestamptz not null
);
create trigger append_only before update or delete or truncate on approval_reason
    for each statement execute function refuse_change();

-- R-01: the contact copy of a campaign dies by its end.
alter table campaign add column closed_at timestamptz;

grant select on document, document_demand, approval_reason to dozvon_web, dozvon_janitor;
grant select on document to dozvon_dispatcher;
grant insert on document to dozvon_web;
grant update (replaced_at) on document to dozvon_web;
grant usage on all sequences in schema public to dozvon_web;
