-- name: party_state_holders
-- takes: token; gives: party, its state, of everybody who holds the address. The parties are locked.
select p.id, p.state from party p
where p.id in (select party_id from contact_point where token = $1) order by p.id for no key update;

-- name: party_state_move
-- takes: party, state.
update party set state = $2 where id = $1;

-- name: party_state_stop
-- takes: party; gives how many. What waits for this person waits no longer; what is a claim's the gate stops, or the dispatcher drops.
with stopped as (
    update target set state = 'stopped', not_before = null where party_id = $1 and state in ('due', 'card', 'review') returning 1
)
select count(*) from stopped;
