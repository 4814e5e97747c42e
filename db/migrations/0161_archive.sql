-- Sealed months go to the archive: their bodies leave the database, their place in the log stays. What is left of a body is a
-- stub with the decision it was about, so that a capsule still finds its entries; the body itself stands in the archive's files
-- and under the signed root. One narrow door in the wall of 0007, as in 0110: one role, which nobody can log in as, one function.
do $$
begin
    create role dozvon_archiver nologin;
exception when duplicate_object or unique_violation then null;
end $$;

create table archive (
    first_bundle bigint primary key,    -- files of entries, 256 in each
    bundles bigint not null check (bundles > 0),
    leaves bigint not null check (leaves > 0 and leaves <= (first_bundle + bundles) * 256),   -- entries below it are stubs
    archived_at timestamptz not null,
    by_id bigint not null references staff
);
create trigger append_only before update or delete or truncate on archive for each statement execute function refuse_change();

create function refuse_entry_change() returns trigger language plpgsql as $$
begin
    if current_user = 'dozvon_archiver' and tg_op = 'UPDATE' then
        return null;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger append_only on entry;
create trigger append_only before update or delete or truncate on entry for each statement execute function refuse_entry_change();

-- Gives the number of entries under stubs from now on. Bundles before these must be archived, and all be signed for.
create function archive_entries(first bigint, count bigint, at timestamptz, by bigint) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    due bigint;
    begins seal;
    ends seal;
begin
    select coalesce(max(first_bundle + bundles), 0) into due from archive;
    if first <> due or (select max(size) from checkpoint) < (first + count) * 256 then
        raise exception 'bundles % to % are not the next to be archived', first, first + count - 1;
    end if;
    select * into begins from seal where first_leaf + leaves = (select max(leaves) from archive);
    select * into ends from seal where first_leaf + leaves <= (first + count) * 256 order by first_leaf desc limit 1;
    if ends is null then
        raise exception 'no sealed batch ends before bundle %', first + count;
    end if;
    update entry set body = convert_to(coalesce('{"archived":1,"data":{"decision":'
        || to_json(convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'decision') || '}}', '{"archived":1}'), 'UTF8')
    where (xid, id) <= (ends.last_xid, ends.last_id)
        and (xid, id) > (coalesce(begins.last_xid, '0'), coalesce(begins.last_id, 0));
    insert into archive values (first, count, ends.first_leaf + ends.leaves, at, by);
    return ends.first_leaf + ends.leaves;
end $$;

grant usage on schema public to dozvon_archiver;
grant select on entry, seal, checkpoint to dozvon_archiver;
grant update (body) on entry to dozvon_archiver;
grant select, insert on archive to dozvon_archiver;
grant select on archive to dozvon_sealer, dozvon_web, dozvon_janitor;
do $$
begin
    execute format('grant dozvon_archiver to %I', current_user);
    grant create on schema public to dozvon_archiver;
    alter function archive_entries owner to dozvon_archiver;
    revoke all on function archive_entries from public;
    execute format('grant execute on function archive_entries to %I', current_user);
    revoke create on schema public from dozvon_archiver;
    execute format('revoke dozvon_archiver from %I', current_user);
end $$;
