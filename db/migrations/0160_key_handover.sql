-- A log's key passes its work on: the signed notes from each key to the next, as the log's folder has them in key/1, key/2 ...
create table key_handover (
    number integer primary key check (number > 0),
    note text not null,
    signed_at timestamptz not null
);
create trigger append_only before update or delete or truncate on key_handover
    for each statement execute function refuse_change();
grant select, insert on key_handover to dozvon_sealer;
grant select on key_handover to dozvon_web, dozvon_janitor;
