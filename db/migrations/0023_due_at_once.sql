-- A target that may go at once has no not_before, and no index but the primary key, which claims walk: most targets never
-- wait for a moment, and an index of moments cost planning a third of its time.  Those that do wait stand in one index;
-- the state is in none, so that a target's changes stay within its page, of which half is kept free for them.
drop index target_due;
drop index target_card;
update target set not_before = null where not_before is not null and state not in ('due', 'card');
create index target_waiting on target (campaign_id, not_before, contact_point_id) where not_before is not null;
alter table target set (fillfactor = 50);
comment on column target.not_before is 'of due and card ones: the moment they wait for; null: a due one may go at once';
