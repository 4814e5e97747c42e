-- What an erasure leaves behind on purpose: whose addresses no list may bring back, and which files outside the database may
-- still hold somebody.
create table erased (
    token bytea primary key,            -- of an address of somebody whose data were destroyed
    act_id bigint not null,             -- of a destruction_act, which goes after three years; this row stays
    erased_at timestamptz not null
);
insert into erased (token, act_id, erased_at)
select distinct on (t) t, a.id, a.destroyed_at from destruction_act a, unnest(a.tokens) t order by t, a.id desc;

-- Import may not see refusals, and does not here either: it gets the beginnings of the tokens that it has to refuse, and nobody
-- erases while it works. Who has come back with a consent of their own is no longer refused.
create function import_erased() returns setof bytea language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_lock_shared(7203018);
    return query select substr(e.token, 1, 8) from erased e where not exists (select from consent_event c
        where c.token = e.token and c.act = 'given' and c.recorded_at > e.erased_at) order by 1;
end $$;
revoke all on function import_erased from public;
grant execute on function import_erased to dozvon_import;

-- Files with persons in them that we wrote where somebody told us, or read from there: no program can reach them all later.
create table outside_file (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('LIST', 'REJECTS', 'CAPSULE', 'EVIDENCE', 'ANSWER', 'EXPORT')),
    path text not null,                 -- absolute; "": it went out over the network, or is gone
    host text not null,
    account text not null,              -- of the operating system, that ran us
    staff_id bigint references staff,   -- null: nobody was named
    list_id bigint,                     -- of LIST and REJECTS: which import
    tokens bytea[] not null default '{}',       -- whose it is; empty: of many persons
    sha256 bytea,                       -- null: it was not finished
    made_at timestamptz not null,
    gone_at timestamptz,
    gone_how text check (gone_how in ('erased', 'overwritten', 'empty', 'said')),
    check ((gone_at is null) = (gone_how is null))
);
create index outside_file_here on outside_file (id) where gone_at is null;
insert into outside_file (kind, path, host, account, list_id, sha256, made_at)
select 'LIST', name, '', '', id, file_sha256, coalesce(imported_at, obtained_at) from list;

grant insert on outside_file to dozvon_import, dozvon_web;
grant select (id, path, host, gone_at), update (sha256, gone_at, gone_how) on outside_file to dozvon_import, dozvon_web;
grant select on outside_file, erased to dozvon_janitor;
grant usage on all sequences in schema public to dozvon_import, dozvon_web;
