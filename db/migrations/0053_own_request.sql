-- A person's own request: what proves it, and its end when the series of calls it asked for is over (law.md matrix row 3).
alter table basis_event
    add column proof jsonb not null default '{}';   -- how it was asked, and where that is kept
create index basis_event_own_request on basis_event (party_id) where kind = 'OWN_REQUEST' and not ended;

grant insert on basis_event to dozvon_janitor;
grant update (bases) on party to dozvon_janitor;
