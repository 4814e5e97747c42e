-- import_bound.sql - what PostgreSQL itself takes for a million rows: COPY to an unlogged table, then one
-- INSERT .. SELECT .. ON CONFLICT into a table with primary key and unique number; a tenth of the rows is there
-- twice, a tenth was there before.  Usage: psql -v file=ROWS.tsv -f import_bound.sql; prints the seconds.
\set QUIET on
\pset tuples_only on
\pset format unaligned
drop table if exists bound, stage;
create table bound (id bigint generated always as identity primary key, e164 bigint not null unique, email text,
    first text, last text, zip text, state text);
create unlogged table stage (e164 bigint, email text, first text, last text, zip text, state text);
insert into bound (e164, email) select 12000000000 + g * 170, 'x' from generate_series(1, 100000) g;
checkpoint;
select extract(epoch from clock_timestamp()) as started \gset
\set copy '\\copy stage from ' :'file'
:copy
insert into bound (e164, email, first, last, zip, state) select * from stage on conflict (e164) do nothing;
select round(extract(epoch from clock_timestamp()) - :started, 3);
drop table bound, stage;
