-- What a person answered and nobody's rule understood: read by a person, and held until then.
-- The hold is a suppression as any other (path 'hold', ALL_CONTACT), so that the gate needs no second list; it is the one
-- row of that table that may go, through the door below and no other, when somebody of the staff has decided.
create table unclear_reply (
    id bigint generated always as identity primary key,
    token bytea not null,               -- of the address that answered
    channel channel not null,           -- that it came by
    class text not null check (class in ('unclear', 'complaint')),
    words text,                         -- as they came; gone once decided
    words_version text not null,        -- of config/refusal-words.yaml that did not understand them
    hold_id bigint not null,            -- its suppression; gone once decided
    said_at timestamptz not null,
    recorded_at timestamptz not null,
    decided_at timestamptz,
    decided_by bigint references staff,
    decision text check (decision in ('refusal', 'no_refusal')),
    scope scope,                        -- of a refusal
    reason text,
    check ((decided_at is null) = (words is not null)),
    check ((decision = 'refusal') = (scope is not null)),
    check (decided_at is null or (decided_by is not null and decision is not null and reason <> ''))
);
create index unclear_reply_open on unclear_reply (id) where decided_at is null;

drop trigger append_only on suppression;
create trigger append_only before update or truncate on suppression for each statement execute function refuse_change();
create function only_holds_go() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('dozvon.lifting', true), '') <> 'hold' then
        raise exception 'suppression is append-only' using errcode = 'insufficient_privilege';
    end if;
    if tg_level = 'STATEMENT' then
        return null;
    end if;
    if old.path <> 'hold' then
        raise exception 'suppression is append-only' using errcode = 'insufficient_privilege';
    end if;
    return old;
end $$;
create trigger append_only_but_by_the_door before delete on suppression for each statement execute function only_holds_go();
create trigger append_only_but_holds before delete on suppression for each row execute function only_holds_go();

-- A hold goes with the last decision that ends it, in its transaction.
create function lift_hold(reply bigint) returns void language sql security definer
    set search_path = public set dozvon.lifting = 'hold' as
    'delete from suppression s using unclear_reply u where u.id = reply and u.decided_at is not null and s.id = u.hold_id
        and s.path = ''hold'' and not exists (select 1 from unclear_reply o where o.hold_id = u.hold_id and o.decided_at is null)';
revoke all on function lift_hold from public;
grant execute on function lift_hold to dozvon_web;

grant select, insert on unclear_reply to dozvon_dispatcher;
grant select, insert, update on unclear_reply to dozvon_web;
