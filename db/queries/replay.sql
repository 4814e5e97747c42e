-- name: replay_one
-- takes: decision id; gives: the decision as it was recorded.
select id, outcome, until, reasons, facts, policy_sha256, decided_at, contact_point_id from decision where id = $1;

-- name: replay_campaign
-- takes: campaign id; streams: its decisions in the order in which they were made.
copy (select id, outcome, until, reasons, facts, policy_sha256, decided_at, contact_point_id
from decision where campaign_id = $1 order by id) to stdout (format binary);

-- name: replay_since
-- takes: since (microseconds from 2000); streams: the decisions of all campaigns from then on.
copy (select id, outcome, until, reasons, facts, policy_sha256, decided_at, contact_point_id
from decision where decided_at >= timestamptz '2000-01-01 00:00Z' + $1 * interval '1 microsecond' order by id)
to stdout (format binary);

-- name: replay_pack
-- takes: sha256; gives: name, body of the pack under which was decided.
select name, body from policy_pack where sha256 = $1;
