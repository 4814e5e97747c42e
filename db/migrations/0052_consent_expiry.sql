-- C-11: a consent belongs to the subscriber, not to the digits. Whoever learns that the number is another person's, or has
-- changed, ends every open consent given for it, whatever role it runs as: this function can close and cannot open.

-- The packed consents (compliance/consent.h: 40 bytes each, state at 1, valid_until at 24, little-endian microseconds) with no open one
-- valid beyond an instant; the same as deriving all events again.
create function consents_until(packed bytea, until bigint) returns bytea language plpgsql immutable as $$
declare
    was bigint;
begin
    for nth in 0 .. length(packed) / 40 - 1 loop
        was := 0;
        for i in reverse 7 .. 0 loop
            was := (was << 8) | get_byte(packed, nth * 40 + 24 + i);
        end loop;
        if get_byte(packed, nth * 40 + 1) in (1, 2) and (was = 0 or was > until) then
            for i in 0 .. 7 loop
                packed := set_byte(packed, nth * 40 + 24 + i, ((until >> (8 * i)) & 255)::int);
            end loop;
        end if;
    end loop;
    return packed;
end $$;

-- Under the locks of the parties that hold the address. Gives what was ended; party 0: all of them.
create function consent_expire(of_token bytea, of_party bigint, since timestamptz, known timestamptz, why text)
returns table (consent uuid, code text, inn bigint) language plpgsql security definer set search_path = public as $$
begin
    return query
    with ended as (
        insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, legal_entity_inn,
            valid_from, recorded_at, proven, evidence)
        select distinct on (g.consent_id) g.consent_id, 'expired', g.party_id, g.contact_point_id, g.token, g.code, 0, 0,
            g.legal_entity_inn, since, known, false, jsonb_build_object('reason', why)
        from consent_event g
        where g.token = of_token and g.act = 'given' and (of_party = 0 or g.party_id = of_party) and not exists (
            select from consent_event e where e.consent_id = g.consent_id and (e.act in ('refused', 'invalidated')
                or (e.act = 'withdrawn' and e.channels = 0 and e.purposes = 0)
                or (e.act = 'expired' and e.valid_from <= since)))
        order by g.consent_id, g.id
        returning consent_id, consent_event.code::text, legal_entity_inn
    ) select * from ended;
    update contact_point cp set consents = consents_until(cp.consents, (extract(epoch from since) * 1000000)::bigint)
    where cp.token = of_token and (of_party = 0 or cp.party_id = of_party)
        and cp.consents <> consents_until(cp.consents, (extract(epoch from since) * 1000000)::bigint);
end $$;
revoke all on function consent_expire from public;
grant execute on function consent_expire to dozvon_web, dozvon_dispatcher;
