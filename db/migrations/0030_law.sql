-- What the rest of the law asks about a campaign's text, a person and an address. Null is "nobody found out", which never allows.
alter table campaign
    add column template_version_id bigint,          -- the approved template that the body came from
    add column text_checked_at timestamptz,         -- when the linter read it, at approval
    add column text_sha256 bytea,                   -- of subject and body as they were read then
    add column warning boolean,                     -- M-02: the contraindications warning is there and large enough
    add column neutral boolean,                     -- M-04: says nothing of doctor, specialty, diagnosis, result
    add column stop_path boolean,                   -- it says how to refuse
    add column human_key boolean,                   -- robots: a key for a person and a key for stop
    add column professionals boolean not null default false,   -- the audience is medical workers only
    add column offer_until timestamptz,             -- M-05: the terms it offers hold until then
    add column sms_category text,                   -- M-09: service, transactional, authorisation, advertising
    add column carrier_template text;               -- M-09: the template's id at the carriers

alter table party
    add column paediatric boolean not null default false,      -- from a children's card: no birth date means a minor
    add column birth_date date,
    add column representative_id bigint,            -- the party who decides for this one
    add column representative_document text,        -- of authority: birth certificate, order, power of attorney
    add column quarantine text,                     -- I-02, I-03: OPEN_WEB, BOUGHT, NOTICE_DUE; null: none
    add column company_kind text;                   -- I-06: LEGAL_ENTITY, SOLE_TRADER; null for persons

alter table contact_point
    add column confirmed_at timestamptz,            -- C-11: the last contact that proved whose it is
    add column source text,                         -- how we know it: list, desk, company_site, person
    add column published boolean,                   -- a company's own published address
    add column corporate boolean;                   -- judged: the company's address and no single person's
