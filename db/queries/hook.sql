-- name: hook_add
-- takes: arrays of provider, path, content type, headers, body, instant; gives nothing.
-- One statement, so one transaction; one doorbell a batch.
with added as (
    insert into inbox (provider, path, content_type, headers, body, received_at)
    select provider, path, content_type, headers, body, received_at
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[])
        as came (provider, path, content_type, headers, body, received_at)
    returning id)
select pg_notify('inbox', '') from (select count(*) from added) as batch;
