-- "Send me a code": a person's own request for one message, good for minutes.
alter type basis_kind add value 'CODE_REQUEST';
