-- Taking consents: forms made of registered texts, a form that waits for its code, receipts.
create table consent_form (
    id bigint generated always as identity primary key,
    name text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),     -- in its address: /consent/NAME
    legal_entity_id bigint not null references legal_entity,
    title text not null,
    sms_campaign_id bigint references campaign,     -- what sends the code; null: the form takes no telephones
    email_campaign_id bigint references campaign,   -- what sends the link; null: the form takes no e-mails
    frame_origins text not null default '',         -- whose pages may show it in a frame: "https://a.example https://b.example"
    created_at timestamptz not null
);

-- One text with one box: C-01. What the box permits is written here, beside the text that says it.
create table consent_form_item (
    form_id bigint not null references consent_form,
    place smallint not null check (place between 1 and 12),
    wording_id bigint not null references wording,
    channels smallint not null check (channels > 0),
    purposes smallint not null check (purposes > 0),
    processors text[] not null default '{}',
    months smallint check (months > 0),             -- the term in the text; null: until it is taken back
    created_at timestamptz not null,
    primary key (form_id, place),
    unique (form_id, wording_id)
);

-- A form that was sent in and waits for proof that the address is the sender's own. The code itself is nowhere: it
-- follows from the installation's key and the attempt that carried it.
create table consent_request (
    id uuid primary key,                            -- the session: given out with the page, so a page serves once
    form_id bigint not null references consent_form,
    party_id bigint not null,
    contact_point_id bigint not null,
    token bytea not null,
    campaign_id bigint not null references campaign,
    is_new boolean not null,                        -- the party was made for it, and goes with it if nobody confirms
    items integer not null,                         -- bit per place
    ip text not null,
    user_agent text not null,
    asked_at timestamptz not null,
    tries smallint not null default 0,              -- codes entered
    confirmed_at timestamptz,
    attempt_id uuid unique,                         -- what carried its code: a code confirms once
    receipt_id uuid
);
create index consent_request_token on consent_request (token, asked_at);
create index consent_request_ip on consent_request (ip, asked_at);
create index consent_request_open on consent_request (asked_at) where confirmed_at is null;
create index consent_request_point on consent_request (contact_point_id, asked_at);

create table consent_receipt (
    id uuid primary key,                            -- its link: compliance/link_token.h
    party_id bigint not null,
    contact_point_id bigint not null,
    token bytea not null,
    consents uuid[] not null,
    body text not null,                             -- as it was handed out: JSON, no name, no address
    sha256 bytea not null check (sha256 = sha256(convert_to(body, 'UTF8'))),
    made_at timestamptz not null,
    expires_at timestamptz not null                 -- of the link; earlier when it is revoked
);
create index consent_receipt_token on consent_receipt (token);

-- A person who asks for a code may be one whom we do not know yet.
grant select on consent_form, consent_form_item, consent_request, consent_receipt, numbering_range to dozvon_web;
grant insert on consent_request, consent_receipt, party, contact_point, basis_event to dozvon_web;
grant update on consent_request, consent_receipt to dozvon_web;
grant select on consent_form, consent_form_item, consent_request, consent_receipt to dozvon_janitor;
grant select on consent_form to dozvon_planner;

-- The web process makes no targets, but for this one: what carries a code that was asked for, in a campaign that a form
-- names. One that waits or is under way already is left alone.
create function ask_code(of_campaign bigint, point bigint, of_party bigint, at timestamptz) returns void
language sql security definer set search_path = public as $$
    with moved as (
        insert into target (campaign_id, contact_point_id, party_id, state, not_before)
        select c.id, point, of_party, 'due', at from campaign c where c.id = of_campaign and c.state = 'running'
            and exists (select from consent_form f where c.id in (f.sms_campaign_id, f.email_campaign_id))
        on conflict (campaign_id, contact_point_id) do update set state = 'due', attempts = 0, result = null,
            not_before = excluded.not_before, reasons = '' where target.state not in ('due', 'held')
        returning 1
    )
    select pg_notify('press', of_campaign::text) from moved
$$;
revoke all on function ask_code from public;
grant execute on function ask_code to dozvon_web;

-- A form that nobody confirmed says nothing about anybody: it goes, and with it the person whom we know from it alone.
create function forget_visitors(before timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
    asked bigint[];
    gone bigint;
begin
    with old as (delete from consent_request where confirmed_at is null and asked_at < before returning party_id, is_new)
    select array_agg(distinct party_id) filter (where is_new) into asked from old;
    with locked as (select id from party where id = any (asked) order by id for update)
    delete from party p using locked l where p.id = l.id
        and not exists (select from consent_request r where r.party_id = p.id)
        and not exists (select from consent_event e join contact_point c on c.id = e.contact_point_id where c.party_id = p.id)
        and not exists (select from basis_event b where b.party_id = p.id and b.kind <> 'CODE_REQUEST')
        and not exists (select from list_row r join contact_point c on c.id = r.contact_point_id where c.party_id = p.id);
    get diagnostics gone = row_count;
    return gone;
end $$;
revoke all on function forget_visitors from public;
grant execute on function forget_visitors to dozvon_janitor;
