-- Whose data came from where: what the row was told by, notices (152-FZ art. 18 part 3), and the way out of quarantine.
alter table party
    add column kind_reason text;        -- I-06: by what the row was told, a word of campaigns/judgement.def
alter table contact_point
    add column judged_by text;          -- the reason of corporate and published, a word of campaigns/judgement.def

create table notice (
    id bigint generated always as identity primary key,
    party_id bigint not null,
    list_id bigint not null references list,
    kind text not null check (kind in ('SENT', 'EXEMPT')),
    sent_at timestamptz,
    text_sha256 bytea check (length(text_sha256) = 32),
    reason text,                        -- of EXEMPT: which case of art. 18 part 4
    marked_by bigint not null references staff,
    recorded_at timestamptz not null,
    check ((kind = 'SENT') = (sent_at is not null and text_sha256 is not null)),
    check ((kind = 'EXEMPT') = (reason is not null))
);
create index notice_party on notice (party_id, id);

create table quarantine_decision (
    id bigint generated always as identity primary key,
    list_id bigint not null references list,
    was text not null,
    parties bigint not null,            -- how many it let out
    reason text not null check (length(reason) >= 10),
    document text not null check (document <> ''),
    decided_by bigint not null references staff,
    recorded_at timestamptz not null
);

do $$
declare t text;
begin
    foreach t in array array['notice', 'quarantine_decision'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', t);
    end loop;
end $$;

-- Who waits is few among many.
create index party_quarantine on party (id) where quarantine is not null;

grant select on notice, quarantine_decision to dozvon_web, dozvon_janitor;
