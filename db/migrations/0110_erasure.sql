-- Erasure (P7): one narrow door in the wall of 0007. The trigger lets one role through, nobody can log in as it, and it owns one
-- function, which takes what is personal out of one person's rows and can do nothing else.
do $$
begin
    create role dozvon_eraser nologin;
exception when duplicate_object or unique_violation then null;
end $$;
-- Who reads destruction acts, and nothing else (R-02).
do $$
begin
    create role dozvon_acts nologin;
exception when duplicate_object or unique_violation then null;
end $$;

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if current_user = 'dozvon_eraser' and tg_op <> 'TRUNCATE' then
        return null;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Order 179: the act and the extract of the event log, kept apart for three years. The mark of the person is the token and the
-- number of the row that is gone: nobody's name stands here.
create table destruction_act (
    id bigint primary key,              -- without gaps: an act that was taken back had no number
    matter_id bigint references matter,
    reason text not null check (reason in ('WITHDRAWAL', 'PURPOSE_REACHED', 'UNLAWFUL')),
    party_id bigint not null,           -- 0: the person was gone, and something had come later
    tokens bytea[] not null,
    destroyed_at timestamptz not null,
    keep_until timestamptz not null,    -- three years
    by_id bigint not null references staff,
    second_id bigint not null references staff,
    method text not null,               -- R-03: the destroyer, its version and its certificate
    act text not null,
    act_sha256 bytea not null check (act_sha256 = sha256(convert_to(act, 'UTF8'))),
    act_pdf bytea not null,
    extract text not null,              -- tab-separated: person, categories, information system, reason, date
    evidence bytea[] not null,          -- the files that go after the commit
    files_gone_at timestamptz,          -- null: a crash came between
    check (by_id <> second_id)
);
create index destruction_act_token on destruction_act using gin (tokens);
create index destruction_act_files on destruction_act (id) where files_gone_at is null;
create function act_stays() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'files_gone_at' = to_jsonb(old) - 'files_gone_at' then
        return new;
    end if;
    raise exception 'a destruction act is never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger act_stays before update on destruction_act for each row execute function act_stays();
grant usage on schema public to dozvon_acts;
grant select on destruction_act to dozvon_acts;

-- A value as a pattern that finds it in running text; a telephone in every usual spelling.
create function spelled(value text) returns text language sql immutable as $$
    select case when value ~ '^[+][0-9]{9,}$' then array_to_string(
            string_to_array(substr(value, case when value like '+7%' then 3 else 2 end), null), '[^0-9[:alpha:]]{0,3}')
        else (select string_agg(case when c ~ '[[:space:]]' then '[[:space:]]+'
                when ascii(c) < 128 and c !~ '[0-9A-Za-z]' then chr(92) || c else c end, '' order by n)
            from string_to_table(value, null) with ordinality as t (c, n)) end
$$;

-- The same in a webhook's bytes: as text, as the octal of encode(..., 'escape'), as the four hexadecimal digits of JSON.
create function spelled_raw(value text) returns text language sql immutable as $$
    select spelled(value) || case when value ~ '[^ -~]' then '|' || spelled(encode(convert_to(value, 'UTF8'), 'escape')) || '|' ||
        (select string_agg(case when ascii(c) > 126 then chr(92) || chr(92) || '+u' || lpad(to_hex(ascii(c)), 4, '0')
                else spelled(c) end, '' order by n)
            from string_to_table(value, null) with ordinality as t (c, n)) else '' end
$$;

-- The door. of_party 0: the person is gone, and what came later under these tokens goes too. Gives what was touched, and the
-- evidence files to remove. What stays: ids, codes, dates, outcomes, reasons, hashes, tokens of refusals.
create function erase_person(of_party bigint, of_tokens bytea[], of_address text, at timestamptz)
returns table (what text, touched bigint, file bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    gone constant text := 'стёрто по закону';
    ours constant text := 'акт об уничтожении № %';     -- what an erasure itself writes down
    pattern text;
    raw text;
    place text[];
    of_matters bigint[];
    of_decisions uuid[];
    files bytea[];
    n bigint;
begin
    if exists (select from legal_hold where lifted_at is null and (party_id = of_party or subject = any (of_tokens)
            or (party_id is null and subject is null))) then
        raise exception 'a legal hold covers this person' using errcode = 'insufficient_privilege';
    end if;
    perform from party where id = of_party for update;
    select string_agg(spelled(v), '|'), string_agg(spelled_raw(v), '|') into pattern, raw from (
        select name from party where id = of_party and name ~ '[^ ] +[^ ]'
        union select address from contact_point where party_id = of_party
        union select of_address where of_address <> '') as known (v);
    of_matters := array(select id from matter where party_id = of_party or subject = any (of_tokens));
    of_decisions := array(select id from decision where party_id = of_party);

    -- Evidence: a file that proves another person's consent too is left to that one.
    files := array(select distinct e.sha256 from evidence e where exists (
        select from consent_event c left join evidence_consent l on l.consent_id = c.consent_id
        where c.party_id = of_party and (l.sha256 = e.sha256 or c.evidence ->> 'scan_or_audio_sha256' = encode(e.sha256, 'hex'))
        union all select from basis_event b where b.party_id = of_party and b.proof::text like '%' || encode(e.sha256, 'hex') || '%')
        and not exists (select from evidence_consent l join consent_event c on c.consent_id = l.consent_id
            where l.sha256 = e.sha256 and c.party_id <> of_party) order by 1);
    perform pg_advisory_xact_lock(1163284301, hashtext(encode(f, 'hex'))) from unnest(files) f;
    update evidence set wrapped_key = null, key_id = null, destroyed_at = at where sha256 = any (files) and destroyed_at is null;
    get diagnostics n = row_count; what := 'evidence'; touched := n; return next;

    update consent_event set evidence = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(evidence)
        where key in ('scan_or_audio_sha256', 'code_check_id', 'code_sent_at', 'code_entered_at', 'form_id', 'staff_id'))
    where party_id = of_party;
    get diagnostics n = row_count; what := 'consent_event'; touched := n; return next;
    update basis_event set reference = gone, proof = '{}' where party_id = of_party and (reference <> gone or proof <> '{}');
    get diagnostics n = row_count; what := 'basis_event'; touched := n; return next;
    update suppression set evidence = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(evidence)
        where key in ('words_version', 'provider')) where token = any (of_tokens) and evidence <> '{}';
    get diagnostics n = row_count; what := 'suppression'; touched := n; return next;
    update decision set facts = '' where id = any (of_decisions) and facts <> '';
    get diagnostics n = row_count; what := 'decision'; touched := n; return next;
    update attempt set provider_ref = null where party_id = of_party and provider_ref is not null;
    get diagnostics n = row_count; what := 'attempt'; touched := n; return next;
    update stop_push set state = case when state in ('due', 'letter') then 'gone' else state end, code = null, acknowledgement = null
    where contact_point_id in (select id from contact_point where party_id = of_party);
    get diagnostics n = row_count; what := 'stop_push'; touched := n; return next;
    delete from question where decision_id = any (of_decisions);

    delete from consent_request where party_id = of_party or token = any (of_tokens);
    get diagnostics n = row_count; what := 'consent_request'; touched := n; return next;
    delete from consent_receipt where party_id = of_party or (of_party = 0 and token = any (of_tokens));
    get diagnostics n = row_count; what := 'consent_receipt'; touched := n; return next;
    delete from unclear_reply where token = any (of_tokens) and decided_at is null;
    get diagnostics n = row_count; what := 'unclear_reply'; touched := n; return next;
    update unclear_reply set reason = gone where token = any (of_tokens) and reason <> gone;
    update inbox set body = '', headers = '', path = split_part(path, '?', 1)
    where handled_at is not null and body <> '' and (id in (select inbox_id from report where decision_id = any (of_decisions))
        or encode(body, 'escape') ~* raw or headers ~* raw or path ~* raw);
    get diagnostics n = row_count; what := 'inbox'; touched := n; return next;

    -- Words that people wrote: all of this person's matters, and elsewhere those in which the person is spelled.
    delete from act_reason where reason ~* pattern or id in (
        select (convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'reason')::bigint from entry
        where subject = any (of_tokens) and jsonb_typeof(convert_from(body, 'UTF8')::jsonb -> 'data' -> 'reason') = 'number');
    get diagnostics n = row_count; what := 'act_reason'; touched := n; return next;
    update matter_event set says = gone where matter_id = any (of_matters) and says not in ('', gone) and says not like ours;
    get diagnostics n = row_count; what := 'matter_event'; touched := n; return next;
    update matter_task set result = gone where matter_id = any (of_matters) and result not in ('', gone)
        and result not like ours;
    touched := 0;
    foreach place slice 1 in array array[['matter', 'reference'], ['matter_event', 'says'], ['matter_task', 'result'],
        ['leak_notice', 'incident'], ['leak_notice', 'cause'], ['leak_notice', 'harm'], ['leak_notice', 'measures'],
        ['leak_notice', 'contact'], ['unclear_reply', 'reason'], ['review_decision', 'says'], ['approval_reason', 'reason'],
        ['notice', 'reason'], ['quarantine_decision', 'reason'], ['kill_switch', 'reason'], ['stop_push', 'acknowledgement'],
        ['basis_event', 'reference']] loop
        execute format('update %I set %I = $1 where %I ~* $2', place[1], place[2], place[2]) using gone, pattern;
        get diagnostics n = row_count; touched := touched + n;
    end loop;
    what := 'words'; return next;

    update target set state = 'stopped', not_before = null where party_id = of_party and state in ('due', 'card', 'review', 'held');
    get diagnostics n = row_count; what := 'target'; touched := n; return next;
    delete from list_row where party_id = of_party;
    get diagnostics n = row_count; what := 'list_row'; touched := n; return next;
    update party set representative_id = null, representative_document = null where representative_id = of_party;
    select count(*) into touched from contact_point where party_id = of_party; what := 'contact_point'; return next;
    delete from party where id = of_party;      -- its points go with it, and the salt of its commitments
    get diagnostics n = row_count; what := 'party'; touched := n; return next;
    what := 'file'; touched := 1;
    foreach file in array files loop
        return next;
    end loop;
end $$;

grant usage on schema public to dozvon_eraser;
grant select on legal_hold, party, contact_point, matter, matter_event, matter_task, leak_notice, decision, attempt, evidence,
    evidence_consent, consent_event, basis_event, suppression, stop_push, question, consent_request, consent_receipt, unclear_reply, inbox,
    report, act_reason, entry, review_decision, approval_reason, notice, quarantine_decision, kill_switch, target, list_row
    to dozvon_eraser;
grant update (evidence) on consent_event, suppression to dozvon_eraser;
grant update (reference, proof) on basis_event to dozvon_eraser;
grant update (facts) on decision to dozvon_eraser;
grant update (provider_ref) on attempt to dozvon_eraser;
grant update (state, code, acknowledgement) on stop_push to dozvon_eraser;
grant update (wrapped_key, key_id, destroyed_at) on evidence to dozvon_eraser;
grant update (body, headers, path) on inbox to dozvon_eraser;
grant update (reference) on matter to dozvon_eraser;
grant update (says) on matter_event, review_decision to dozvon_eraser;
grant update (result) on matter_task to dozvon_eraser;
grant update (incident, cause, harm, measures, contact) on leak_notice to dozvon_eraser;
grant update (reason) on unclear_reply, approval_reason, notice, quarantine_decision, kill_switch to dozvon_eraser;
grant update (state, not_before) on target to dozvon_eraser;
grant update (representative_id, representative_document) on party to dozvon_eraser;
grant delete on party, contact_point, list_row, question, consent_request, consent_receipt, unclear_reply, act_reason to dozvon_eraser;

-- The one who migrates need not be a superuser: a member for as long as it takes to hand the function over, afterwards its only caller.
do $$
begin
    execute format('grant dozvon_eraser to %I', current_user);
    grant create on schema public to dozvon_eraser;
    alter function erase_person owner to dozvon_eraser;
    revoke all on function erase_person from public;
    execute format('grant execute on function erase_person to %I', current_user);
    revoke create on schema public from dozvon_eraser;
    execute format('revoke dozvon_eraser from %I', current_user);
end $$;
