-- Templates and scripts: versions that never change, each approved by another person than its author.
create table template (
    id bigint generated always as identity primary key,
    name text not null unique check (name !~ '[@[:space:]]'),
    created_at timestamptz not null
);

create table template_version (
    id bigint generated always as identity primary key,
    template_id bigint not null references template,
    version integer not null check (version > 0),
    class message_class not null,
    channel channel not null,
    purpose purpose not null,
    subject text,
    body text not null,
    sha256 bytea not null,              -- of subject, a NUL's place taken by a line break, and body
    sender text,
    sms_category text check (sms_category in ('service', 'transactional', 'authorisation', 'advertising')),
    carrier_template text,              -- its id at the carriers
    offer_until timestamptz,
    price bigint,                       -- kopecks
    price_list text,                    -- version of the price list that the offer is from
    licence text,                       -- of the advertiser, as the text was written for
    professionals boolean not null default false,
    words_version text not null,        -- the linter's list that passed it last
    author_id bigint not null references staff,
    created_at timestamptz not null,
    approver_id bigint references staff,
    approved_at timestamptz,
    unique (template_id, version),
    check (approver_id <> author_id),
    check ((approver_id is null) = (approved_at is null)),
    check (not (class = 'AD' and sms_category <> 'advertising')),
    check (not (class = 'AD' and channel = 'CALL_ROBOT'))
);

-- Approval is the one change that a version knows, and it happens once.
create function template_version_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.approver_id is null and new.approver_id is not null and
        to_jsonb(new) - array['approver_id', 'approved_at', 'words_version'] =
        to_jsonb(old) - array['approver_id', 'approved_at', 'words_version'] then
        return new;
    end if;
    raise exception 'a template version is never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger template_version_stays before update or delete on template_version
    for each row execute function template_version_stays();

alter table campaign add foreign key (template_version_id) references template_version,
    add check (sms_category in ('service', 'transactional', 'authorisation', 'advertising'));

grant select on template, template_version to dozvon_web, dozvon_planner, dozvon_dispatcher, dozvon_janitor;
