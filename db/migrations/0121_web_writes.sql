-- What the command line can state, the API can: wordings, their approvals, templates, demands for documents.
grant insert on wording, wording_approval, template, template_version, document_demand to dozvon_web;
grant update (name) on template to dozvon_web;
grant update (approver_id, approved_at, words_version) on template_version to dozvon_web;
grant delete on document_demand to dozvon_web;
grant usage on all sequences in schema public to dozvon_web;
