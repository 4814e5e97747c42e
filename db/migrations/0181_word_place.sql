-- Where people of ours write words of their own, in which they may name somebody: an erasure looks at all of these places. A
-- table with such a column gets its line here, and its column's update for dozvon_eraser.
create table word_place (
    in_table text not null,
    in_column text not null,
    primary key (in_table, in_column)
);
insert into word_place values ('matter', 'reference'), ('matter_event', 'says'), ('matter_task', 'result'),
    ('leak_notice', 'incident'), ('leak_notice', 'cause'), ('leak_notice', 'harm'), ('leak_notice', 'measures'),
    ('leak_notice', 'contact'), ('unclear_reply', 'reason'), ('review_decision', 'says'), ('approval_reason', 'reason'),
    ('notice', 'reason'), ('quarantine_decision', 'reason'), ('kill_switch', 'reason'), ('stop_push', 'acknowledgement'),
    ('basis_event', 'reference'), ('outside_file', 'path');
grant select on word_place, outside_file, list to dozvon_eraser;
grant update (path) on outside_file to dozvon_eraser;
grant update (reason, salt) on act_reason to dozvon_eraser;

-- What a person is spelled by in other people's words: a full name, the addresses, the INN of somebody who trades alone.
create function person_value(of_party bigint, of_address text) returns setof text language sql stable as $$
    select name from party where id = of_party and name ~ '[^ ] +[^ ]'
    union select address from contact_point where party_id = of_party
    union select inn::text from party where id = of_party and kind = 'SOLE_TRADER' and inn is not null
    union select of_address where of_address <> ''
$$;

-- The door of 0110, with its places in the table above.
do $$ begin execute format('grant dozvon_eraser to %I', current_user); end $$;
create or replace function erase_person(of_party bigint, of_tokens bytea[], of_address text, at timestamptz)
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
    select string_agg(spelled(v), '|'), string_agg(spelled_raw(v), '|') into pattern, raw from person_value(of_party, of_address) v;
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
    -- The row stays, because reads name it; its words and the salt of their commitment do not.
    update act_reason set reason = gone, salt = '' where salt <> '' and (reason ~* pattern or id in (
        select (convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'reason')::bigint from entry
        where subject = any (of_tokens) and jsonb_typeof(convert_from(body, 'UTF8')::jsonb -> 'data' -> 'reason') = 'number'));
    get diagnostics n = row_count; what := 'act_reason'; touched := n; return next;
    update matter_event set says = gone where matter_id = any (of_matters) and says not in ('', gone) and says not like ours;
    get diagnostics n = row_count; what := 'matter_event'; touched := n; return next;
    update matter_task set result = gone where matter_id = any (of_matters) and result not in ('', gone)
        and result not like ours;
    touched := 0;
    for place in select array[w.in_table, w.in_column] from word_place w order by 1 loop
        execute format('update %I set %I = $1 where %I ~* $2', place[1], place[2], place[2]) using gone, pattern;
        get diagnostics n = row_count; touched := touched + n;
    end loop;
    what := 'words'; return next;

    update target set state = 'stopped', not_before = null where party_id = of_party and state in ('due', 'card', 'review', 'held');
    get diagnostics n = row_count; what := 'target'; touched := n; return next;
    delete from list_row r using list l where r.list_id = l.id and r.party_id = of_party;
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
do $$ begin execute format('revoke dozvon_eraser from %I', current_user); end $$;
