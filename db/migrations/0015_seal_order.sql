-- Finding a leaf by its entry, and nobody but the database says in which transaction an entry was made:
-- an entry with an older xid than its own would stay unsealed for ever.
create unique index seal_last on seal (last_xid, last_id);

revoke insert on entry from dozvon_web, dozvon_planner, dozvon_dispatcher, dozvon_janitor;
grant insert (subject, body) on entry to dozvon_web, dozvon_planner, dozvon_dispatcher, dozvon_janitor;
