-- Copies of many persons' data (X-03): asked for by one, decided by another, made once, before it expires.
create table export (
    id bigint generated always as identity primary key,     -- stands in the copy, seen and unseen: campaigns/export_mark.h
    campaign_id bigint references campaign,                  -- of whom: its targets,
    list_id bigint references list,                          -- or the rows of a list
    asked_by bigint not null references staff,
    reason_id bigint not null references act_reason,
    asked_at timestamptz not null,
    decided_by bigint references staff,
    approved boolean,
    decided_at timestamptz,
    expires_at timestamptz,
    made_at timestamptz,
    persons integer,
    sha256 bytea,                                            -- of the file as it was given out
    read_id bigint references read_act,                      -- whom it shows: person_read
    check (num_nonnulls(campaign_id, list_id) = 1),
    check (decided_by <> asked_by),
    check ((decided_by is null) = (approved is null) and (decided_by is null) = (decided_at is null)),
    check (made_at is null or approved and made_at < expires_at)
);

-- A step that was taken stays.
create function export_stays() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.made_at is not null or (old.decided_at is not null and
        (old.decided_by, old.approved, old.decided_at, old.expires_at) is distinct from
        (new.decided_by, new.approved, new.decided_at, new.expires_at)) or
        (old.campaign_id, old.list_id, old.asked_by, old.reason_id, old.asked_at) is distinct from
        (new.campaign_id, new.list_id, new.asked_by, new.reason_id, new.asked_at) then
        raise exception 'export: a step that was taken stays' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger export_stays before update or delete on export for each row execute function export_stays();

grant select, insert on export to dozvon_web;
grant update (decided_by, approved, decided_at, expires_at, made_at, persons, sha256, read_id) on export to dozvon_web;
grant select on export to dozvon_janitor;
