-- Rights of a person (law.md S-01 to S-04, X-04): where we are, what a leak's number was counted from, and what the web does for them.
alter type matter_kind add value 'AD_OBJECTION';
alter type matter_act add value 'corrected';

-- An answer to a person names the operator with its address (152-FZ 14(7)(4)).
alter table legal_entity
    add column address text;            -- null: nobody stated it, and no access request can be answered

-- X-04: the number of persons is counted from what leaked, and the notice says from what.
alter table leak_notice
    add column counted jsonb;           -- scope, persons, phones, emails, names, health; null: a person said the number

-- A corrected address is a new one: no consent that was given for the old one holds for it.
grant insert, delete on contact_point, list_row to dozvon_web;

-- Twenty thousand refusals of an import open as many matters: a key checked per row costs more than the row. Matters are never
-- deleted, and the statements that add these rows read them.
alter table matter_event drop constraint matter_event_matter_id_fkey;
alter table matter_task drop constraint matter_task_matter_id_fkey;
alter table matter_reminder drop constraint matter_reminder_matter_id_fkey;
