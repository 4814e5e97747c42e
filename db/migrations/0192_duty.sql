-- Separation of duties: one person may have several logins, and who audits has not worked in what is audited.
alter table staff add column person text check (person <> '');    -- who it is, as stated: a personnel number; null: known by name only

-- Whether somebody has done or decided anything here, or stood in a working role for more than a day (so that a slip can
-- be mended).  What an auditor does, reading, is not among it; tests/unit/duty_test.c holds it against every reference to staff.
create function staff_worked(who bigint, at timestamptz) returns boolean language sql stable security definer set search_path = public as $$
    select exists (select from campaign where author_id = who or approver_id = who)
        or exists (select from press where agent_id = who)
        or exists (select from review_decision where staff_id = who)
        or exists (select from act_reason where staff_id = who and what <> 'person.read')
        or exists (select from read_act where staff_id = who and reading = 'cards.list')
        or exists (select from read_act where approver_id = who)
        or exists (select from template_version where author_id = who or approver_id = who)
        or exists (select from wording where author_id = who)
        or exists (select from wording_approval where staff_id = who)
        or exists (select from policy_signature where staff_id = who)
        or exists (select from policy_activation where staff_id = who)
        or exists (select from unclear_reply where decided_by = who)
        or exists (select from stop_push where acknowledged_by = who)
        or exists (select from leak_notice where staff_id = who)
        or exists (select from document where owner_id = who)
        or exists (select from document_demand where staff_id = who)
        or exists (select from approval_reason where staff_id = who)
        or exists (select from register_fact where stated_by = who)
        or exists (select from notice where marked_by = who)
        or exists (select from quarantine_decision where decided_by = who)
        or exists (select from destruction_act where by_id = who or second_id = who)
        or exists (select from kill_switch where thrown_by = who)
        or exists (select from access_token where issued_by = who)
        or exists (select from export where asked_by = who or decided_by = who)
        or exists (select from register_fact where register = 'staff' and object_id = who and recorded_at <= at - interval '1 day'
            and fact ->> 'role' in ('agent', 'marketer', 'compliance'));
$$;
revoke all on function staff_worked from public;
grant execute on function staff_worked to dozvon_web;
