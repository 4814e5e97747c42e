-- name: form_add
-- takes: name, entity's INN, title, campaigns of SMS and e-mail (0: none), origins of frames, now, whether it shows; gives: id.
-- No row: no such entity, or a campaign that is over: it would never send a code.
insert into consent_form (name, legal_entity_id, title, sms_campaign_id, email_campaign_id, frame_origins, created_at, shows)
select $1, l.id, $3, nullif($4::int8, 0), nullif($5::int8, 0), $6, $7, $8 from legal_entity l where l.inn = $2
    and not exists (select from campaign c where c.id in ($4, $5) and c.state in ('stopped', 'finished')) returning id;

-- name: form_item_add
-- takes: form's name, wording, channels, purposes, processors as JSON, months (0: no term), now; gives: place.
-- Only a text of the form's own entity, and only one that is a document of its own (C-01).
insert into consent_form_item (form_id, place, wording_id, channels, purposes, processors, months, created_at)
select f.id, coalesce((select max(place) from consent_form_item i where i.form_id = f.id), 0) + 1, w.id, $3, $4,
    array(select jsonb_array_elements_text($5::text::jsonb)), nullif($6::int2, 0), $7
from consent_form f join wording w on w.legal_entity_id = f.legal_entity_id and w.standalone
where f.name = $1 and w.id = $2 and not f.shows returning place;

-- name: form_find
-- takes: name; gives: id, entity's INN, OGRN, name, title, campaigns of SMS and e-mail, origins, zone of its first branch, whether it shows, the
-- entity's place.
select f.id, l.inn, l.ogrn, l.name, f.title, f.sms_campaign_id, f.email_campaign_id, f.frame_origins,
    (select b.zone from branch b where b.legal_entity_id = l.id order by b.id limit 1),
    f.shows, coalesce(l.address, '')
from consent_form f join legal_entity l on l.id = f.legal_entity_id where f.name = $1;

-- name: form_name
-- takes: id; gives: the form's name.
select name from consent_form where id = $1;

-- name: form_items
-- takes: form; gives: place, wording, code, its name, version, language, text, SHA-256, channels, purposes, processors as
-- JSON, months.
select i.place, w.id, w.code::text, w.name, w.version, w.language, w.body, w.sha256, i.channels, i.purposes,
    to_json(i.processors)::text, i.months
from consent_form_item i join wording w on w.id = i.wording_id where i.form_id = $1 order by i.place;

-- name: form_wording
-- takes: wording; gives: entity's INN, OGRN, name, then the columns of form_items without what a form adds.
select l.inn, l.ogrn, l.name, w.id, w.code::text, w.name, w.version, w.language, w.body, w.sha256
from wording w join legal_entity l on l.id = w.legal_entity_id where w.id = $1;
