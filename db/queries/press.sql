-- name: press_find
-- takes a nonce; gives the press that was taken under it.
select campaign_id, contact_point_id, agent_id, pressed_at from press where nonce = $1;

-- name: press_add
-- takes nonce, campaign, contact point, agent, session, hash of the card, instant; gives nothing.
insert into press (nonce, campaign_id, contact_point_id, agent_id, session, card_sha256, pressed_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: press_due
-- takes campaign, contact point, instant; gives nothing. The card becomes due at once, and the dispatchers hear of it.
with moved as (
    update target set state = 'due', not_before = $3
    where campaign_id = $1 and contact_point_id = $2 and state = 'card' returning 1)
select pg_notify('press', $1::bigint::text) from moved;
