-- Capsules: how a campaign, a document, a contact, a consent and its text are told, in one place for those of an address and
-- those of a campaign (A-03); and capsules asked for over the API, which a process of its own makes.
create view campaign_told as
select c.id, c.provider, json_build_object('campaign', c.id, 'name', c.name, 'advertiser', e.name, 'entity_inn', e.inn,
    'purpose', c.purpose, 'channel', c.channel, 'dial_mode', c.dial_mode, 'class', c.class, 'provider', c.provider,
    'caller', n.number, 'caller_owner_inn', n.owner_inn, 'caller_label', n.label, 'caller_contract', n.label_contract, 'sender', c.sender, 'subject', c.subject, 'body', c.body,
    'text_sha256', encode(c.text_sha256, 'hex'), 'template', t.name || '@' || v.version,
    'template_sha256', encode(v.sha256, 'hex'), 'template_approved_at', v.approved_at, 'carrier_template', c.carrier_template,
    'approved_at', c.approved_at, 'approver_role', s.role)::text as line
from campaign c join legal_entity e on e.id = c.legal_entity_id left join caller_number n on n.id = c.caller_number_id
left join template_version v on v.id = c.template_version_id left join template t on t.id = v.template_id
left join staff s on s.id = c.approver_id;

create view document_told as
select o.id, o.kind, o.provider, json_build_object('document', o.kind, 'number', o.number, 'entity_inn', o.legal_entity_inn,
    'provider', o.provider, 'roles', to_json(o.roles), 'valid_from', o.valid_from, 'valid_until', o.valid_until,
    'replaced_at', o.replaced_at, 'sha256', encode(o.file_sha256, 'hex'))::text as line
from document o;

create view wording_told as
select w.id, json_build_object('wording', w.name || '@' || w.version, 'code', w.code, 'language', w.language, 'body', w.body,
    'wording_sha256', encode(w.sha256, 'hex'), 'created_at', w.created_at, 'approvals', (select json_agg(
        json_build_object('role', a.role, 'approved_at', a.approved_at) order by a.approved_at)
        from wording_approval a where a.wording_id = w.id))::text as line
from wording w;

create view consent_told as
select e.id, e.token, json_build_object('consent', e.consent_id, 'act', e.act, 'code', e.code,
    'channels', (select json_agg(c order by n) from unnest(enum_range(null::channel)) with ordinality u (c, n)
        where e.channels >> (n - 1)::int & 1 = 1),
    'purposes', (select json_agg(c order by n) from unnest(enum_range(null::purpose)) with ordinality u (c, n)
        where e.purposes >> (n - 1)::int & 1 = 1),
    'entity_inn', e.legal_entity_inn, 'processors', to_json(e.processors), 'said_at', e.valid_from,
    'valid_until', e.valid_until, 'recorded_at', e.recorded_at, 'identity', e.identity_level, 'signature', e.signature_kind,
    'standalone', e.standalone, 'proven', e.proven, 'evidence', e.evidence,
    'wording', w.name || '@' || w.version, 'wording_sha256', encode(w.sha256, 'hex'))::text as line
from consent_event e left join wording w on w.id = e.wording_id;

-- A webhook's body stays away: it may speak of others too.
create view attempt_told as
select a.decision_id, a.campaign_id, a.party_id, a.contact_point_id, a.cleared_at, json_build_object('decision', a.decision_id,
    'campaign', a.campaign_id, 'provider', a.provider, 'attempt_state', a.state, 'cleared_at', a.cleared_at, 'sent_at', a.sent_at,
    'changed_at', a.changed_at, 'provider_ref', a.provider_ref, 'code', a.provider_code, 'press', (select
        json_build_object('pressed_at', p.pressed_at, 'role', s.role, 'card_sha256', encode(p.card_sha256, 'hex'))
        from press p join staff s on s.id = p.agent_id where p.campaign_id = a.campaign_id
        and p.contact_point_id = a.contact_point_id and p.pressed_at <= a.cleared_at order by p.pressed_at desc limit 1),
    'reports', (select json_agg(json_build_object('said_at', r.said_at, 'report', r.kind, 'status', r.status, 'applied', r.applied)
        order by r.said_at) from report r where r.decision_id = a.decision_id))::text as line
from attempt a;

create table capsule_job (
    id bigint generated always as identity primary key,
    token bytea,                        -- of the address; null: of a campaign
    campaign_id bigint references campaign,
    on_day text,
    sent_to text not null check (sent_to in ('person', 'fas', 'rkn')),
    staff_id bigint not null references staff,      -- who asked
    reason text,                        -- people write names into such words: gone once the capsule's entry keeps its hash
    asked_at timestamptz not null,
    state text not null default 'due' check (state in ('due', 'made', 'failed', 'gone')),
    tries smallint not null default 0,
    next_at timestamptz not null,       -- of the next try
    fault text,                         -- why it failed
    made_at timestamptz,
    check ((token is null) <> (campaign_id is null)),
    check (state = 'due' or reason is null)
);
create index capsule_job_due on capsule_job (next_at) where state = 'due';
create index capsule_job_made on capsule_job (made_at) where state = 'made';

-- Who makes them reads everything, writes traces, and can neither contact nor change anybody.
do $$
begin
    create role dozvon_clerk login;
exception when duplicate_object or unique_violation then null;
end $$;
grant usage on schema public to dozvon_clerk;
grant select on legal_entity, branch, staff, list, list_row, party, contact_point, wording, wording_approval, consent_event,
    basis_event, suppression, stop_push, unclear_reply, policy_pack, policy_signature, policy_activation, caller_number, campaign,
    target, press, decision, attempt, report, entry, seal, checkpoint, template, template_version, document, approval_reason,
    matter, matter_event, matter_task, review_decision, review_target, evidence, evidence_consent, consent_receipt, person_read, read_act,
    capsule_job to dozvon_clerk;
grant select (id, matter_id, reason, destroyed_at, keep_until, method, act_sha256) on destruction_act to dozvon_clerk;
grant select on campaign_told, document_told, wording_told, consent_told, attempt_told to dozvon_clerk;
grant insert (subject, body) on entry to dozvon_clerk;
grant insert on act_reason to dozvon_clerk;
grant select (id) on act_reason to dozvon_clerk;
grant usage on sequence entry_id_seq, act_reason_id_seq to dozvon_clerk;
grant update (state, tries, next_at, fault, made_at, reason) on capsule_job to dozvon_clerk;

grant select, insert on capsule_job to dozvon_web;
grant usage on sequence capsule_job_id_seq to dozvon_web;
grant select on capsule_job to dozvon_janitor;
