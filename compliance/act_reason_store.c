/* act_reason_store.c - why somebody of the staff did it, and the commitment to it. */
#include "compliance/act_reason_store.h"

#include <string.h>

enum { SALT_SIZE = 16 };

bool
act_reason_add(struct db *db, enum entry_what what, const char *words, const struct entry *who, struct act_reason *out,
    struct err *err)
{
	struct args args;
	struct buf salted = {0};
	uint8_t salt[SALT_SIZE];

	if (words == NULL || words[strspn(words, " ")] == '\0')
		return fail(err, ERR_INPUT, "say why: the reason is kept");
	random_bytes(salt, sizeof(salt));
	buf_add(&salted, salt, sizeof(salt));
	buf_add_text(&salted, words);
	sha256(salted.data, salted.len, out->sha256);
	buf_release(&salted);
	args_init(&args);
	args_text(&args, entry_word(what));
	args_int(&args, who->who_id);
	args_text(&args, words);
	args_bytes(&args, salt, sizeof(salt));
	args_time(&args, who->at);
	bool added = db_run_int(db, QUERY_ACT_REASON_ADD, &args, &out->id, err);
	args_release(&args);
	return added;
}

void
act_reason_write(const struct act_reason *reason, struct json *json)
{
	json_key(json, "reason");
	json_int(json, reason->id);
	json_key(json, "reason_sha256");
	json_hex(json, reason->sha256, SHA256_SIZE);
}
