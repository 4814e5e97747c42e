-- name: template_add
-- takes: name, class, channel, purpose, subject, body, sender, SMS category, carriers' template, offer_until, price, price
-- list, licence, professionals, words' version, author, now; gives: id and number of the new version. The template is made with its first.
with named as (
    insert into template (name, created_at) values ($1::text, $17::timestamptz)
    on conflict (name) do update set name = excluded.name returning id
)
insert into template_version (template_id, version, class, channel, purpose, subject, body, sha256, sender, sms_category,
    carrier_template, offer_until, price, price_list, licence, professionals, words_version, author_id, created_at)
select n.id, coalesce((select max(v.version) from template_version v where v.template_id = n.id), 0) + 1,
    $2::text::message_class, $3::text::channel, $4::text::purpose, $5::text, $6::text,
    sha256(convert_to(coalesce($5::text, '') || chr(10) || $6::text, 'UTF8')), $7::text, $8::text, $9::text,
    $10::timestamptz, $11::bigint, $12::text, $13::text, $14::bool, $15::text, $16::bigint, $17::timestamptz
from named n returning id, version;

-- name: template_row
-- takes: name, version; gives: what template_version.h holds of it.
select v.id, t.name, v.version, v.class::text, v.channel::text, v.purpose::text, v.subject, v.body, v.sender,
    v.sms_category, v.carrier_template, v.offer_until, v.price, v.price_list, v.licence, v.professionals, a.login, p.login,
    v.approved_at, v.sha256, v.author_id, v.words_version, v.created_at
from template_version v join template t on t.id = v.template_id join staff a on a.id = v.author_id
left join staff p on p.id = v.approver_id
where t.name = $1 and v.version = $2;

-- name: template_list
-- takes: nothing; gives: name, version, class, channel, purpose, author, approver or null, created_at; newest version first.
select t.name, v.version, v.class::text, v.channel::text, v.purpose::text, a.login, p.login, v.created_at
from template_version v join template t on t.id = v.template_id join staff a on a.id = v.author_id
left join staff p on p.id = v.approver_id order by t.name, v.version desc;

-- name: template_approve
-- takes: version's id, approver, now, words' version. The author breaks a check; a second approval breaks the trigger.
update template_version set approver_id = $2, approved_at = $3, words_version = $4 where id = $1;

-- name: campaign_text_set
-- takes: campaign id, template version or null, SMS category, carriers' template, offer_until, professionals.
update campaign set template_version_id = $2, sms_category = $3, carrier_template = $4, offer_until = $5, professionals = $6
where id = $1;

-- name: campaign_text
-- takes: campaign id; gives: what the linter reads: class, channel, purpose, body, subject, sender, SMS category,
-- professionals, offer_until, licence, its end, template version, whether that is approved.
select c.class::text, c.channel::text, c.purpose::text, c.body, c.subject, c.sender, c.sms_category, c.professionals,
    c.offer_until, e.licence, e.licence_until, c.template_version_id,
    c.template_version_id is null or (select v.approver_id is not null from template_version v where v.id = c.template_version_id)
from campaign c join legal_entity e on e.id = c.legal_entity_id where c.id = $1;

-- name: campaign_text_checked
-- takes: campaign id, now, warning, neutral, stop path, human key, offer_until. The hash is of what is stored.
update campaign set text_checked_at = $2, text_sha256 = campaign_text_sha256(subject, body),
    warning = $3, neutral = $4, stop_path = $5, human_key = $6, offer_until = coalesce(offer_until, $7)
where id = $1;
