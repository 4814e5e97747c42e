/* visitor.c - who holds an address, or a new party for a person who wrote to us first. */
#include "campaigns/visitor.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "campaigns/chunk.h"
#include "campaigns/fold.h"
#include "compliance/holder_store.h"

enum { SALT = 16 };

/* As row_identity: the address and the folded name. */
static void
identify(const struct installation_key *key, const struct address *address, const char *name,
    uint8_t out[IDENTITY_SIZE])
{
	struct buf text = {0};
	uint8_t whole[SHA256_SIZE];

	buf_add_text(&text, address->text);
	buf_add_char(&text, '\0');
	fold_text(view_of(name), &text);
	hmac_sha256(key->bytes, KEY_SIZE, text.data, text.len, whole);
	memcpy(out, whole, IDENTITY_SIZE);
	buf_release(&text);
}

static bool
next_id(struct db *db, enum query query, int64_t *out, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, 1);
	bool got = db_run_int(db, query, &args, out, err);
	args_release(&args);
	return got;
}

static bool
insert(struct db *db, enum query query, const struct args *args, int64_t *out, struct err *err)
{
	return db_run_int(db, query, args, out, err) && (*out != 0 || fail(err, ERR_RETRY, "two people wrote at the same moment; once more, please"));
}

static bool
add_party(struct db *db, const struct installation_key *key, const struct address *address, const char *name,
    int64_t now, int64_t *party, struct err *err)
{
	struct args args;
	uint8_t identity[IDENTITY_SIZE], salt[SALT];
	int64_t id;

	if (!next_id(db, QUERY_IMPORT_PARTY_BLOCKS, &id, err))
		return false;
	identify(key, address, name, identity);
	random_bytes(salt, sizeof(salt));
	args_init(&args);
	args_int(&args, id);
	args_bytes(&args, identity, IDENTITY_SIZE);
	args_text(&args, name);
	args_bytes(&args, salt, sizeof(salt));
	args_time(&args, now);
	bool added = insert(db, QUERY_VISITOR_ADD, &args, party, err);
	args_release(&args);
	return added;
}

static bool
add_point(struct db *db, const struct address *address, int64_t now, struct visitor *visitor, struct err *err)
{
	struct args args;
	int64_t id;

	if (!next_id(db, QUERY_IMPORT_POINT_BLOCKS, &id, err))
		return false;
	args_init(&args);
	args_int(&args, id);
	args_int(&args, visitor->party);
	args_text(&args, address_kind_name(address->kind));
	args_text(&args, address->text);
	args_bytes(&args, address->token, TOKEN_SIZE);
	args_int(&args, address->kind == ADDRESS_PHONE ? strtoll(address->text + 1, NULL, 10) : 0);
	args_time(&args, now);
	bool added = insert(db, QUERY_VISITOR_POINT_ADD, &args, &visitor->contact_point, err);
	args_release(&args);
	return added;
}

static bool
find(struct db *db, const struct address *address, int64_t party, struct visitor *out, size_t *found, struct err *err)
{
	struct holders holders = {0};
	const struct holder *first;

	if (!holders_lock(db, (struct view){(const char *)address->token, TOKEN_SIZE}, &holders, err))
		return false;
	*found = holders_find(&holders, address->token, party, &first);
	if (*found == 1)
		*out = (struct visitor){.party = first->party, .contact_point = first->contact_point};
	holders_release(&holders);
	return true;
}

/* Several hold the address (a family's telephone): the one of this name, or a new one. */
bool
visitor_put(struct db *db, const struct installation_key *key, const struct address *address, const char *name,
    int64_t now, struct visitor *out, struct err *err)
{
	struct visitor visitor = {0};
	size_t found;

	if (!find(db, address, 0, &visitor, &found, err))
		return false;
	if (found != 1) {
		if (!add_party(db, key, address, name, now, &visitor.party, err) ||
		    !find(db, address, visitor.party, &visitor, &found, err))
			return false;
		visitor.is_new = found == 0;
		if (found == 0 && !add_point(db, address, now, &visitor, err))
			return false;
	}
	*out = visitor;
	return true;
}

static bool
add_entry(struct db *db, int64_t count, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_VISITORS_FORGOTTEN;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "count");
	json_int(&json, count);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
forget(struct db *db, int64_t before, int64_t *count, struct err *err)
{
	struct args args;

	args_init(&args);
	args_time(&args, before);
	bool run = db_run_int(db, QUERY_VISITOR_FORGET, &args, count, err);
	args_release(&args);
	return run;
}

bool
visitor_forget(struct db *db, int64_t before, const struct entry *who, int64_t *count, struct err *err)
{
	int64_t gone = 0;
	bool done = db_begin(db, err) && forget(db, before, &gone, err) && (gone == 0 || add_entry(db, gone, who, err)) &&
	    db_commit(db, err);

	if (!done)
		db_rollback(db);
	else
		*count = gone;
	return done;
}
