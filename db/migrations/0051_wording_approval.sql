-- A text may be asked with when two persons other than its author have approved it, a compliance officer among them.
alter table wording
    add column purposes smallint not null default 0,    -- bit per purpose; 0: registered before purposes were asked for
    add column author_id bigint references staff;       -- who registered it; null: registered before authors were asked for

create table wording_approval (
    wording_id bigint not null references wording,
    staff_id bigint not null references staff,
    role staff_role not null,           -- at that time
    approved_at timestamptz not null,
    primary key (wording_id, staff_id)
);
create trigger append_only before update or delete or truncate on wording_approval
    for each statement execute function refuse_change();

create view wording_state as
select w.id, count(a.staff_id) filter (where a.staff_id is distinct from w.author_id) as approvals,
    count(a.staff_id) filter (where a.staff_id is distinct from w.author_id) >= 2
        and coalesce(bool_or(a.role = 'compliance' and a.staff_id is distinct from w.author_id), false) as approved,
    max(a.approved_at) as approved_at
from wording w left join wording_approval a on a.wording_id = w.id group by w.id;

grant select on wording_approval, wording_state to dozvon_web, dozvon_janitor;
