-- A large campaign is planned in parts, beside each other: the parties behind "after" up to "until" are one of them.
create table plan_part (
    campaign_id bigint not null references campaign,
    part smallint not null,
    after bigint not null,
    until bigint not null,
    planned_to bigint not null,         -- last party planned: planning resumes behind it
    primary key (campaign_id, part),
    check (after <= planned_to and planned_to <= until)
);
grant select, insert, update on plan_part to dozvon_planner;

insert into plan_part select id, 0, planned_to, 9223372036854775807, planned_to from campaign where state = 'planning';
alter table campaign drop column planned_to;
