-- A list keeps back whoever it names, people who were known before as well (I-02, I-03); a person is kept back only as long as no
-- list has let them out. Import lets out whom a clean list names.
grant update (quarantine) on party to dozvon_import;

update list l set quarantined = true where l.source in ('PARTNER', 'EMPLOYER') and not l.quarantined and exists (
    select from list_row r join party p on p.id = r.party_id where r.list_id = l.id and p.kind <> 'COMPANY'
        and not exists (select from notice n where n.list_id = l.id and n.party_id = p.id));
update party set quarantine = null where quarantine is not null and id in (
    select r.party_id from list_row r join list l on l.id = r.list_id where not l.quarantined);
