-- name: capsule_job_add
-- takes: token or null, campaign or 0, day or null, to whom, staff id, reason, now; gives: its number; nothing when nobody holds
-- the address and there is no such campaign.
insert into capsule_job (token, campaign_id, on_day, sent_to, staff_id, reason, asked_at, next_at)
select $1, nullif($2::bigint, 0), $3, $4, $5, $6, $7, $7
where exists (select from contact_point where token = $1) or exists (select from campaign where id = $2)
returning id;

-- name: capsule_job_show
-- takes: number; gives: state, fault, token, campaign.
select state, fault, token, campaign_id from capsule_job where id = $1;

-- name: capsule_job_take
-- takes: now, when it is taken again if its maker dies; gives: number, token, address, campaign, day, to whom, staff id, reason, tries.
update capsule_job j set tries = tries + 1, next_at = $2
where id = (select id from capsule_job where state = 'due' and next_at <= $1 order by next_at, id limit 1 for no key update skip locked)
returning id, token, (select min(address) from contact_point where token = j.token), campaign_id, on_day, sent_to, staff_id, reason, tries;

-- name: capsule_job_later
-- takes: number, when.
update capsule_job set next_at = $2 where id = $1 and state = 'due';

-- name: capsule_job_end
-- takes: number, made or failed, why it failed or null, now.
update capsule_job set state = $2, fault = $3, made_at = case when $2 = 'made' then $4::timestamptz end, reason = null where id = $1;

-- name: capsule_job_sweep
-- takes: made before; gives: the numbers of files that are to go: too old, or of an address that was erased.
update capsule_job j set state = 'gone' where state = 'made' and (made_at < $1
    or (token is not null and not exists (select from contact_point where token = j.token))) returning id;
