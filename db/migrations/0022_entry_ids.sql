-- The order of the log is (xid, id), and one transaction is one session: its ids may be drawn a hundred at a time.
alter table entry alter column id set cache 100;
