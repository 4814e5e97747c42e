-- C-11, G-12: in an answered call the agent asked for name and birth year, and they were right: whose the number is was
-- confirmed. The mark may come before the provider's report that somebody answered, or after it; whichever is second confirms.
create table contact_mark (
    decision_id uuid primary key,       -- the attempt
    staff_id bigint not null references staff,
    marked_at timestamptz not null
);
create trigger append_only before update or delete or truncate on contact_mark for each statement execute function refuse_change();
grant select, insert on contact_mark to dozvon_web;
grant select on contact_mark to dozvon_dispatcher, dozvon_janitor;
grant update (confirmed_at) on contact_point to dozvon_dispatcher;
