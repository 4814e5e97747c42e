-- The public page "Why did you contact me?": forms that show instead of asking, and who asks to see.
alter table consent_form add column shows boolean not null default false;   -- takes no consents: behind its code a person sees what we hold

-- One row for each asking, the same for every address, known or not; gone after a day. The address itself is nowhere here.
create table why_request (
    key bytea primary key check (length(key) = 32),     -- SHA-256 of the cookie; of another one once the code was right
    id uuid not null unique,
    form_id bigint not null references consent_form,
    token bytea not null,
    asked_at timestamptz not null,
    answered_at timestamptz,                            -- the janitor has looked whose address it is
    contact_point_id bigint,                            -- where the code goes; null: nobody holds the address, or it was asked for too often
    tries smallint not null default 0,                  -- codes entered
    attempt_id uuid unique,                             -- whose code opened it: a code opens once
    opened_at timestamptz,
    ends_at timestamptz not null
);
create index why_request_token on why_request (token, asked_at);
create index why_request_new on why_request (asked_at) where answered_at is null;

grant select, insert on why_request to dozvon_web;
grant update (key, tries, attempt_id, opened_at, ends_at) on why_request to dozvon_web;
grant select, delete on why_request to dozvon_janitor;
grant update (answered_at, contact_point_id) on why_request to dozvon_janitor;
grant execute on function ask_code to dozvon_janitor;

-- The newest contact that carried a code of this campaign to this address: of consents and of this page.
create function code_sent(campaign bigint, point bigint, since timestamptz) returns table (decision_id uuid, cleared_at timestamptz)
language sql stable as $$
    select a.decision_id, a.cleared_at from attempt a where a.campaign_id = campaign and a.contact_point_id = point
        and a.cleared_at >= since and a.state not in ('dropped', 'failed') order by a.decision_id desc limit 1
$$;

-- How each consent stands, for receipts and for that page.
create view consent_standing as
select e.id, e.token, e.consent_id, e.code::text as code, e.channels, e.purposes, e.legal_entity_inn, l.name as entity, e.valid_from,
    e.valid_until, w.body, e.act::text as act, exists (select from consent_event x where x.consent_id = e.consent_id and x.act in
        ('withdrawn', 'invalidated') and x.channels in (0, e.channels)) as taken_back
from consent_event e left join wording w on w.id = e.wording_id left join legal_entity l on l.inn = e.legal_entity_inn
where e.act in ('given', 'refused');
grant select on consent_standing to dozvon_web;
