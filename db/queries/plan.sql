-- name: plan_phones
-- takes: campaign id, last party planned; streams: facts of every phone of the audience, a party's together.
copy (select f.contact_point_id, f.party_id, f.party, f.party_state, f.address_kind, f.owner, f.verified_at, f.carrier_inn,
    f.number_region, f.stated_region, f.stated_zone, f.consents, f.bases, f.recent, f.scope, f.scope_channel,
    f.scope_entity, f.said_at
from contact_facts f
where f.party_id > $2 and f.address_kind = 'PHONE' and f.contact_point_id in (select lr.contact_point_id from list_row lr
    where lr.list_id = any ((select lists from campaign where id = $1)::bigint[]))
order by f.party_id, f.contact_point_id) to stdout (format binary);

-- name: plan_mobiles
-- the same for SMS: a landline cannot receive one.
copy (select f.contact_point_id, f.party_id, f.party, f.party_state, f.address_kind, f.owner, f.verified_at, f.carrier_inn,
    f.number_region, f.stated_region, f.stated_zone, f.consents, f.bases, f.recent, f.scope, f.scope_channel,
    f.scope_entity, f.said_at
from contact_facts f
where f.party_id > $2 and f.address_kind = 'PHONE' and (f.address like '+79%' or f.address not like '+7%')
    and f.contact_point_id in (select lr.contact_point_id from list_row lr
    where lr.list_id = any ((select lists from campaign where id = $1)::bigint[]))
order by f.party_id, f.contact_point_id) to stdout (format binary);

-- name: plan_emails
-- the same for e-mail.
copy (select f.contact_point_id, f.party_id, f.party, f.party_state, f.address_kind, f.owner, f.verified_at, f.carrier_inn,
    f.number_region, f.stated_region, f.stated_zone, f.consents, f.bases, f.recent, f.scope, f.scope_channel,
    f.scope_entity, f.said_at
from contact_facts f
where f.party_id > $2 and f.address_kind = 'EMAIL' and f.contact_point_id in (select lr.contact_point_id from list_row lr
    where lr.list_id = any ((select lists from campaign where id = $1)::bigint[]))
order by f.party_id, f.contact_point_id) to stdout (format binary);

-- name: plan_targets
-- streams in: the target rows of a planned chunk.
copy target (campaign_id, contact_point_id, party_id, state, not_before, reasons) from stdin (format binary);
