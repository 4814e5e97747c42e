-- Decisions of a campaign are asked for as a whole (replay, what-if, the summary of a campaign), and they stand together,
-- for they were written in the order of time: a summary of each stretch of pages finds them, and costs a claim nothing.
drop index decision_campaign;
create index decision_campaign on decision using brin (campaign_id) with (pages_per_range = 32, autosummarize = on);
