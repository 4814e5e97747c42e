-- C-11 again: a consent that names its processors or an agreement is packed longer (compliance/consent.h: CONSENT_FORM in front, behind
-- each consent two bytes and eight for each processor), and 0052 wrote its ends beside their place: the consents went on standing as ACTIVE.
-- After this, `dozvon consent rebuild` mends what was stored wrong.
create or replace function consents_until(packed bytea, until bigint) returns bytea language plpgsql immutable as $$
declare
    longer constant boolean := case when length(packed) > 0 then get_byte(packed, 0) = 130 else false end;
    place int := longer::int;
    was bigint;
begin
    while place + 40 <= length(packed) loop
        was := 0;
        for i in reverse 7 .. 0 loop
            was := (was << 8) | get_byte(packed, place + 24 + i);
        end loop;
        if get_byte(packed, place + 1) in (1, 2) and (was = 0 or was > until) then
            for i in 0 .. 7 loop
                packed := set_byte(packed, place + 24 + i, ((until >> (8 * i)) & 255)::int);
            end loop;
        end if;
        exit when longer and place + 42 > length(packed);
        place := place + 40 + case when longer then 2 + 8 * get_byte(packed, place + 41) else 0 end;
    end loop;
    return packed;
end $$;
