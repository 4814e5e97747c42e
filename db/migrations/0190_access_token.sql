-- Who may call the API: a secret for each of the staff (X-02).  The secret is shown once and is not here: what is kept is
-- its HMAC under the installation key, so that neither the table nor a backup of it opens anything.
create table access_token (
    id bigint generated always as identity primary key,
    staff_id bigint not null references staff,
    digest bytea not null unique check (length(digest) = 32),
    note text not null default '',      -- where it is used, in the words of who issued it
    issued_by bigint references staff,  -- null: at the command line, by who may open the database
    issued_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at),
    used_at timestamptz,                -- to the minute
    revoked_at timestamptz
);
create index access_token_staff on access_token (staff_id, id);

-- Nothing but its last use and its end changes, and an end stays.
create function access_token_stays() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.revoked_at is not null or
        (old.staff_id, old.digest, old.note, old.issued_by, old.issued_at, old.expires_at) is distinct from
        (new.staff_id, new.digest, new.note, new.issued_by, new.issued_at, new.expires_at) then
        raise exception 'access_token: what was issued stays as it is' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger access_token_stays before update or delete on access_token for each row execute function access_token_stays();

-- The web process looks them up and notes their use; it can make none.
grant select, update (used_at) on access_token to dozvon_web;
grant select on access_token to dozvon_janitor;
