-- Backups: what is erased here lies on in those that were made before, until they expire (R-01: a dated debt).
create table backup (
    id bigint generated always as identity primary key,
    place text not null check (place <> ''),    -- medium, host, room: where it is found
    made_at timestamptz not null,
    expires_at timestamptz not null,            -- when it is to be destroyed or written over
    staff_id bigint not null references staff,  -- who says so
    recorded_at timestamptz not null,
    gone_at timestamptz,
    gone_by bigint references staff,
    check (expires_at > made_at and (gone_at is null) = (gone_by is null))
);
create index backup_here on backup (id) where gone_at is null;
insert into word_place values ('backup', 'place');
grant select, update (place) on backup to dozvon_eraser;
grant select on backup to dozvon_janitor;
-- An act of a sweep is about many.
alter table destruction_act add column persons integer not null default 1 check (persons > 0);
