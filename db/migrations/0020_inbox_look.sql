-- A report may name an attempt by a name that we learn only later: the provider's own id, in an answer that is still under
-- way or in a report behind it.  Such a webhook waits and is looked at again; verdict tells why.
alter table inbox add column look_at timestamptz;
