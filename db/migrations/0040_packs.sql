-- Who signed a policy pack, and which pack was put in force when: added to and never changed. The newest activation of a name is in force.
create table policy_signature (
    policy_sha256 bytea not null references policy_pack,
    staff_id bigint not null references staff,
    role staff_role not null,           -- at the time of signing
    says text not null,
    observes text[] not null,           -- rules in force until now that the signer knowingly puts on trial
    signed_at timestamptz not null,
    primary key (policy_sha256, staff_id)
);

create table policy_activation (
    id bigint generated always as identity primary key,
    name text not null,
    policy_sha256 bytea not null references policy_pack,
    staff_id bigint not null references staff,
    activated_at timestamptz not null
);
create index policy_activation_newest on policy_activation (name, id desc);

-- What the compliance officer decided about targets held in REVIEW: one decision, the targets it was made for.
create table review_decision (
    id bigint generated always as identity primary key,
    campaign_id bigint not null,
    rule smallint not null,
    reason smallint not null,
    allowed boolean not null,
    says text not null,
    staff_id bigint not null references staff,
    decided_at timestamptz not null,
    valid_until timestamptz not null
);

create table review_target (
    review_id bigint not null references review_decision,
    campaign_id bigint not null,
    contact_point_id bigint not null,
    primary key (campaign_id, contact_point_id, review_id)
);

do $$
declare t text;
begin
    foreach t in array array['policy_signature', 'policy_activation', 'review_decision', 'review_target'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', t);
    end loop;
end $$;

-- Decisions of one campaign or since a date, in the order in which they were made: replay and what-if. Ids sort by time.
create index decision_campaign on decision (campaign_id, id);

grant select on policy_signature, policy_activation to dozvon_web, dozvon_planner, dozvon_dispatcher, dozvon_janitor;
grant select on review_decision, review_target to dozvon_web, dozvon_dispatcher, dozvon_janitor;
grant insert on review_decision, review_target to dozvon_web;
grant usage on sequence review_decision_id_seq to dozvon_web;
-- Packs come in by `dozvon policy add` and no longer with the processes.
revoke insert on policy_pack from dozvon_planner, dozvon_dispatcher;
