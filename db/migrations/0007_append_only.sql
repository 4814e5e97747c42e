-- Events, decisions and the log are added to and never changed; erasure has its own door later.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare t text;
begin
    foreach t in array array['wording', 'consent_event', 'basis_event', 'suppression', 'decision', 'report', 'entry',
        'seal', 'checkpoint', 'press', 'policy_pack'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', t);
    end loop;
end $$;
