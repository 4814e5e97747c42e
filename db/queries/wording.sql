-- name: wording_list
-- gives: id, entity's INN, code, name, version, standalone of every registered text.
select w.id, l.inn, w.code::text, w.name, w.version, w.standalone
from wording w join legal_entity l on l.id = w.legal_entity_id order by w.id;

-- name: wording_add
-- takes: entity's INN, code, name, version, text, standalone, now; gives: id, SHA-256; no row when the entity is unknown.
insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, created_at)
select l.id, $2::text::consent_code, $3::text, $4::int, $5::text, sha256(convert_to($5::text, 'UTF8')), $6::bool, false, false,
    $7::timestamptz
from legal_entity l where l.inn = $1 returning id, sha256;
