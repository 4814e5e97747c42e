-- Evidence files: scans and recordings lie enciphered on disk, named by the SHA-256 of what they hold; here is what they are,
-- their wrapped key and how long they are kept. A destroyed one keeps its row without the key: what it was, and when it went.
create table evidence (
    sha256 bytea primary key check (length(sha256) = 32),
    size bigint not null,
    kind text not null,                 -- PDF, JPEG, PNG, WAV, MP3, OPUS
    class text not null,                -- CONSENT, AGREEMENT, AUTHORITY, REQUEST
    wrapped_key bytea check (length(wrapped_key) = 60),
    key_id bytea check (length(key_id) = 8),     -- of the key that wraps it
    retention_until timestamptz not null,        -- not before; nor before its consents have ended and the years have passed
    added_at timestamptz not null,
    destroyed_at timestamptz,
    check ((destroyed_at is null) = (wrapped_key is not null) and (wrapped_key is null) = (key_id is null))
);
create index evidence_retention on evidence (retention_until) where destroyed_at is null;

-- Which consents it proves.
create table evidence_consent (
    sha256 bytea not null references evidence,
    consent_id uuid not null,
    added_at timestamptz not null,
    primary key (sha256, consent_id)
);
create index evidence_consent_consent on evidence_consent (consent_id);

grant select, insert on evidence, evidence_consent to dozvon_web;
grant update (wrapped_key, key_id, destroyed_at, retention_until) on evidence to dozvon_web, dozvon_janitor;
grant select on evidence, evidence_consent to dozvon_janitor;
