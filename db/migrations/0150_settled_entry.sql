-- Where the entry attempt.settled of an attempt stands: entries about decisions have no subject in their column (the index on
-- subjects would double their cost), and the attempt's row is written again by each report, so its own xmin does not say it.
alter table attempt add column settled_xid xid8;        -- null: not settled, or by the janitor, whose entry has its subject
