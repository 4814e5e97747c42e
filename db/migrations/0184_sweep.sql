-- Retention: what the janitor destroys when its term is over. The instants before which a term is over come from the pack; what
-- is due is said once, here, for the report and for the sweep.
create table sweep_order (
    id bigint generated always as identity primary key,
    by_id bigint not null references staff,
    second_id bigint not null references staff check (second_id <> by_id),
    ordered_at timestamptz not null,
    until timestamptz not null check (until > ordered_at)       -- until then the janitor destroys in their names
);
-- The words of a matter are gone: nothing in it is personal any more.
alter table matter add column swept_at timestamptz;
create index party_representative on party (representative_id) where representative_id is not null;

-- Campaigns that are over, and since when.
create function closed_campaign() returns table (id bigint, purpose text, class text, lists bigint[], at timestamptz)
language sql stable as $$
    select id, purpose::text, class::text, lists, coalesce(closed_at, ends_at) from campaign where state in ('stopped', 'finished')
$$;
-- Lists all of whose campaigns are over since before. One that no campaign ever named has not begun to serve its purpose.
create function spent_list(before timestamptz) returns table (list_id bigint, at timestamptz) language sql stable as $$
    select l.list_id, max(l.at) from (select unnest(lists) as list_id, at from closed_campaign()) l
    where l.list_id not in (select unnest(lists) from campaign where state not in ('stopped', 'finished'))
    group by 1 having max(l.at) < before
$$;

-- Numbers that mean nobody, given out in no order.
create sequence nobody_seq;
grant usage on sequence nobody_seq to dozvon_eraser;
-- A campaign's contact copy. What is swept keeps its place in the counts, under a number that means nobody.
create function due_target(before timestamptz)
returns table (campaign_id bigint, contact_point_id bigint, purpose text, at timestamptz) language sql stable as $$
    select t.campaign_id, t.contact_point_id, c.purpose, c.at from closed_campaign() c join target t on t.campaign_id = c.id
    where c.at < before and t.contact_point_id > 0 and t.party_id not in (select party_id from kept_party)
$$;

-- What providers told us, once it has been read. While a person is kept, what fitted nobody may be about that one.
create function due_inbox(before timestamptz) returns table (id bigint, at timestamptz) language sql stable as $$
    select i.id, i.handled_at from inbox i where i.handled_at < before and (i.body <> '' or i.headers <> '')
        and not exists (select from kept_party k where not exists (select from report r where r.inbox_id = i.id)
            or exists (select from report r join decision d on d.id = r.decision_id
                where r.inbox_id = i.id and d.party_id = k.party_id))
$$;

create function due_press(before timestamptz) returns table (nonce uuid, purpose text, at timestamptz) language sql stable as $$
    select p.nonce, c.purpose::text, p.pressed_at from press p join campaign c on c.id = p.campaign_id where p.pressed_at < before
        and not exists (select from contact_point cp join kept_party k using (party_id) where cp.id = p.contact_point_id)
$$;
create function due_decision(before timestamptz) returns table (id uuid, purpose text, at timestamptz) language sql stable as $$
    select d.id, c.purpose::text, d.decided_at from decision d join campaign c on c.id = d.campaign_id
    where d.decided_at < before and d.party_id not in (select party_id from kept_party)
$$;
create function due_attempt(before timestamptz) returns table (id uuid, purpose text, at timestamptz) language sql stable as $$
    select a.decision_id, c.purpose::text, a.cleared_at from attempt a join campaign c on c.id = a.campaign_id
    where a.cleared_at < before and a.party_id not in (select party_id from kept_party)
$$;

-- When a consent's term was over: withdrawn, expired, invalidated, or its date has passed; null while it holds.
create function consent_over(consent uuid) returns timestamptz language sql stable as $$
    select coalesce(min(valid_from) filter (where act in ('withdrawn', 'expired', 'invalidated')), max(valid_until))
    from consent_event where consent_id = consent
$$;
-- What stays of a consent's evidence: that it was, when, by which form.
create function consent_bones(evidence jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(evidence)
    where key in ('scan_or_audio_sha256', 'code_check_id', 'code_sent_at', 'code_entered_at', 'form_id', 'staff_id')
$$;
create function due_consent(before timestamptz) returns table (id bigint, code text, at timestamptz) language sql stable as $$
    select e.id, e.code::text, consent_over(e.consent_id) from consent_event e
    where e.evidence <> consent_bones(e.evidence) and consent_over(e.consent_id) < before
        and e.party_id not in (select party_id from kept_party)
$$;

create function due_matter(before timestamptz) returns table (id bigint, kind text, at timestamptz) language sql stable as $$
    select m.id, m.kind::text, m.closed_at from matter m where m.closed_at < before and m.swept_at is null
        and (m.party_id is null or m.party_id not in (select party_id from kept_party))
        and not exists (select from legal_hold h where h.matter_id = m.id and h.lifted_at is null)
$$;

create function due_act(at timestamptz) returns table (id bigint, began timestamptz) language sql stable as $$
    select a.id, a.destroyed_at from destruction_act a where a.keep_until < at and a.files_gone_at is not null
        and not exists (select from legal_hold h where h.lifted_at is null and (h.party_id = a.party_id or h.subject = any (a.tokens)))
$$;

-- Of these, whom nothing keeps but lists whose campaigns are over: no consent, and none whose proof is still kept; no other basis;
-- no contact whose proof is still kept; no campaign; no hold, no open matter.
create function spent_of(ids bigint[], proof_before timestamptz, at timestamptz) returns setof bigint language sql stable as $$
    select p from unnest(ids) p
    where not exists (select from kept_party k where k.party_id = p)
        and not exists (select from contact_point cp join consent_event e on e.contact_point_id = cp.id
            where cp.party_id = p and coalesce(consent_over(e.consent_id) >= proof_before, true))
        and not exists (select from basis_event b where b.party_id = p and not b.ended
            and (b.valid_until is null or b.valid_until > at) and not exists (select from basis_event e where e.party_id = b.party_id
                and e.kind = b.kind and e.reference = b.reference and e.ended and e.id > b.id))
        and not exists (select from attempt a where a.party_id = p and a.cleared_at >= proof_before and a.state <> 'dropped')
        and not exists (select from contact_point cp join campaign c on c.state not in ('stopped', 'finished')
            join target t on t.campaign_id = c.id and t.contact_point_id = cp.id where cp.party_id = p)
        and not exists (select from contact_point cp join consent_request r on r.token = cp.token
            where cp.party_id = p and r.confirmed_at is null)
$$;

-- Of the next n persons behind one, in the order of ids: who is spent, and the last one looked at.
create function due_person(before timestamptz, proof_before timestamptz, now_at timestamptz, behind bigint, n integer)
returns table (id bigint, at timestamptz, looked_to bigint) language sql stable as $$
    with spent as materialized (select * from spent_list(before)),
    next as materialized (
        select x.party_id, max(x.at) as at from (select r.party_id, s.at from spent s cross join lateral (
            select distinct r.party_id from list_row r where r.list_id = s.list_id and r.party_id > behind
            order by r.party_id limit n) r) x
        group by 1 order by 1 limit n
    )
    select s.id, next.at, (select max(party_id) from next) from next left join (
        select p.id from spent_of(array(select party_id from next), proof_before, now_at) u (id) join party p using (id)
        where p.kind <> 'COMPANY' and not exists (select from party c where c.representative_id = p.id)
            and not exists (select from list l join list_row r on r.list_id = l.id and r.party_id = p.id
                where l.id not in (select list_id from spent))
    ) s on s.id = next.party_id
$$;

-- The janitor's door: many spent persons at once, and nobody else; not while a list is imported. Words of ours about them (matters, reasons)
-- go by their own terms. Gives what was touched; the last row is the last person looked at.
create function sweep_person(before timestamptz, proof_before timestamptz, at timestamptz, behind bigint, n integer)
returns table (party_id bigint, token bytea, file bytea, looked_to bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    ids bigint[];
    points bigint[];
    keys bytea[];
    files bytea[];
    guides bigint[];
    last bigint;
begin
    if before > at or proof_before > at or exists (select from hold_of_all) or not pg_try_advisory_xact_lock(7203018) then
        return;
    end if;
    select array_agg(d.id order by d.id) filter (where d.id is not null), max(d.looked_to) into ids, last
        from due_person(before, proof_before, at, behind, n) d;
    perform from party p where p.id = any (ids) order by p.id for update;
    ids := array(select u from spent_of(ids, proof_before, at) u order by u);
    -- Who only decided for one of these, and stands in no list, goes with them.
    guides := array(select distinct p.representative_id from party p where p.id = any (ids) and p.representative_id is not null);
    guides := array(select g from spent_of(guides, proof_before, at) g
        where not exists (select from party c where c.representative_id = g and c.id <> all (ids))
            and not exists (select from list l join list_row r on r.list_id = l.id and r.party_id = g));
    perform from party p where p.id = any (guides) order by p.id for update;
    ids := ids || guides;
    select array_agg(cp.id), array_agg(cp.token) into points, keys from contact_point cp where cp.party_id = any (ids);
    files := array(select distinct l.sha256 from consent_event c join evidence_consent l using (consent_id)
        where c.contact_point_id = any (points) and not exists (select from evidence_consent o
            join consent_event e on e.consent_id = o.consent_id where o.sha256 = l.sha256 and e.party_id <> all (ids)));
    return query select p.id, cp.token, null::bytea, null::bigint
        from unnest(ids) p (id) left join contact_point cp on cp.party_id = p.id order by p.id, cp.id;
    return query select null::bigint, null::bytea, f, null::bigint from unnest(files) f;
    update evidence set wrapped_key = null, key_id = null, destroyed_at = at where sha256 = any (files) and destroyed_at is null;
    update consent_event set evidence = consent_bones(evidence) where contact_point_id = any (points)
        and evidence <> consent_bones(evidence);
    update basis_event set reference = 'стёрто по закону', proof = '{}' where party_id = any (ids);
    update suppression set evidence = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(evidence)
        where key in ('words_version', 'provider')) where token = any (keys) and evidence <> '{}';
    update decision set facts = '' where party_id = any (ids) and facts <> '';
    update attempt set provider_ref = null where party_id = any (ids) and provider_ref is not null;
    delete from consent_request where token = any (keys);
    delete from consent_receipt where token = any (keys) and party_id = any (ids);
    delete from unclear_reply where token = any (keys) and decided_at is null;
    update act_reason set reason = 'стёрто по закону', salt = '' where salt <> '' and id in (select (convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'reason')::bigint from entry
        where subject = any (keys) and jsonb_typeof(convert_from(body, 'UTF8')::jsonb -> 'data' -> 'reason') = 'number');
    delete from list_row r using list l where r.list_id = l.id and r.party_id = any (ids);
    delete from party where id = any (ids);
    return query select null::bigint, null::bytea, null::bytea, last;
end $$;

-- And its other: rows of one class of retention.def whose term is over, at most n of them. Gives how many.
create function sweep_row(class text, before timestamptz, at timestamptz, n integer) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    gone constant text := 'стёрто по закону';
    ids bigint[];
    decisions uuid[];
    rows bigint := 0;
begin
    if before > at or exists (select from hold_of_all) then
        return 0;
    end if;
    case class
    when 'CAMPAIGN_COPY' then
        with due as (select d.campaign_id, d.contact_point_id from due_target(before) d limit n),
        nobody as materialized (select d.*, nextval('nobody_seq') as place from (select * from due order by random()) d)
        update target t set contact_point_id = -b.place, party_id = 0 from nobody b
        where t.campaign_id = b.campaign_id and t.contact_point_id = b.contact_point_id;
        get diagnostics rows = row_count;
    when 'WEBHOOK' then
        update inbox i set body = '', headers = '', path = split_part(i.path, '?', 1)
        where i.id in (select d.id from due_inbox(before) d limit n);
        get diagnostics rows = row_count;
    when 'PRESS' then
        delete from press where nonce in (select d.nonce from due_press(before) d limit n);
        get diagnostics rows = row_count;
    when 'DECISION' then
        delete from decision where id in (select d.id from due_decision(before) d limit n);
        get diagnostics rows = row_count;
    when 'ATTEMPT' then
        decisions := array(select d.id from due_attempt(before) d limit n);
        delete from question where decision_id = any (decisions);
        delete from report where decision_id = any (decisions);
        delete from attempt where decision_id = any (decisions);
        get diagnostics rows = row_count;
    when 'CONSENT_PROOF' then
        update consent_event set evidence = consent_bones(evidence) where id in (select d.id from due_consent(before) d limit n);
        get diagnostics rows = row_count;
    when 'MATTER_RECORD' then
        ids := array(select d.id from due_matter(before) d limit n);
        update matter_event set says = gone where matter_id = any (ids) and says <> '';
        update matter_task set result = gone where matter_id = any (ids) and result <> '';
        update leak_notice set incident = gone, cause = gone, harm = gone, measures = gone, contact = gone where matter_id = any (ids);
        update matter set reference = '', subject = null, party_id = null, swept_at = at where id = any (ids);
        get diagnostics rows = row_count;
    when 'DESTRUCTION_ACT' then
        delete from destruction_act where id in (select d.id from due_act(at) d limit n);
        get diagnostics rows = row_count;
    end case;
    return rows;
end $$;

grant select on campaign, list, press, target, report, destruction_act, hold_of_all, kept_party to dozvon_eraser;
grant update (contact_point_id, party_id) on target to dozvon_eraser;
grant update (subject, party_id, swept_at) on matter to dozvon_eraser;
grant delete on press, decision, attempt, report, destruction_act to dozvon_eraser;
grant select on sweep_order to dozvon_janitor;
grant insert, select (id, files_gone_at, evidence), update (files_gone_at) on destruction_act to dozvon_janitor;

do $$
declare door text;
begin
    execute format('grant dozvon_eraser to %I', current_user);
    grant create on schema public to dozvon_eraser;
    foreach door in array array['sweep_person(timestamptz, timestamptz, timestamptz, bigint, integer)',
        'sweep_row(text, timestamptz, timestamptz, integer)'] loop
        execute format('alter function %s owner to dozvon_eraser', door);
        execute format('revoke all on function %s from public', door);
        execute format('grant execute on function %s to dozvon_janitor, %I', door, current_user);
    end loop;
    revoke create on schema public from dozvon_eraser;
    execute format('revoke dozvon_eraser from %I', current_user);
end $$;
