-- name: numbering_clear
-- takes nothing, gives nothing. In the transaction that fills the table again: readers see the old plan or the new one.
delete from numbering_range;

-- name: numbering_copy
-- takes rows of the plan; a range that is not first <= last, or that begins where another does, fails the whole.
copy numbering_range (first_number, last_number, region, carrier_inn, carrier) from stdin (format binary);

-- name: numbering_list
-- takes nothing; gives the plan in the order of its numbers.
select first_number, last_number, region, carrier_inn from numbering_range order by first_number;
