/* document_route.c - GET /api/v1/documents: the registers, and what of them is overdue. */
#include <stdlib.h>

#include "base/json.h"
#include "compliance/document_store.h"
#include "web/problem.h"
#include "web/route.h"

static void
write_one(const struct document *d, const struct policy *policy, int64_t now, struct json *json)
{
	int64_t due;
	enum document_state state = document_judge(d, policy, now, &due);

	json_object(json);
	json_key(json, "id");
	json_int(json, d->id);
	json_key(json, "kind");
	json_text(json, document_kind_name(d->kind));
	json_key(json, "number");
	json_text(json, d->number);
	json_key(json, "legal_entity_inn");
	json_int(json, d->legal_entity_inn);
	json_key(json, "provider");
	json_text(json, d->provider[0] ? d->provider : NULL);
	json_key(json, "roles");
	json_text(json, d->roles[0] ? d->roles : NULL);
	json_key(json, "state");
	json_text(json, document_state_name(state));
	json_key(json, "valid_from");
	json_instant(json, d->valid_from);
	json_key(json, "due");
	json_instant(json, due);
	json_key(json, "owner");
	json_text(json, d->owner);
	json_end(json);
}

static bool
list(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	struct db *db = site_db(call->site, err);
	struct document *documents;
	struct json json;
	int count;

	if (db == NULL || !document_list(db, DOCUMENT_UNKNOWN, 0, &documents, &count, err))
		return false;
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "documents");
	json_array(&json);
	for (int i = 0; i < count; i++)
		write_one(&documents[i], policy, call->now, &json);
	json_end(&json);
	json_end(&json);
	free(documents);
	return true;
}

void
document_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct policy *policy = policy_load(call->site->settings->policy, call->now, &err);

	if (policy != NULL && list(call, policy, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	policy_free(policy);
	buf_release(&out);
}
