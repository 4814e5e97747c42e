/* holder_store.c - who holds an address, locked; and telling the dispatchers of a refusal. */
#include "compliance/holder_store.h"

#include <stdlib.h>
#include <string.h>

enum { NOTIFY_BYTES = 7900 };	/* PostgreSQL takes less than 8000 */

static int
compare(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;
	int order = memcmp(x->token, y->token, TOKEN_SIZE);

	if (order != 0)
		return order;
	if (x->party != y->party)
		return x->party < y->party ? -1 : 1;
	return x->contact_point < y->contact_point ? -1 : x->contact_point > y->contact_point;
}

bool
holders_lock(struct db *db, struct view tokens, struct holders *out, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_BYTES, tokens.len / TOKEN_SIZE);
	for (size_t i = 0; i < tokens.len; i += TOKEN_SIZE)
		args_array_bytes(&args, tokens.data + i, TOKEN_SIZE);
	bool locked = db_run(db, QUERY_HOLDER_LOCK, &args, &out->rows, err);
	args_release(&args);
	if (!locked)
		return false;
	out->count = (size_t)rows_count(out->rows);
	out->list = memory_new((out->count + 1) * sizeof(*out->list));
	for (int i = 0; i < (int)out->count; i++) {
		struct holder *holder = &out->list[i];
		struct view token = rows_bytes(out->rows, i, 2);
		must(token.len == TOKEN_SIZE);
		holder->contact_point = rows_int(out->rows, i, 0);
		holder->party = rows_int(out->rows, i, 1);
		memcpy(holder->token, token.data, TOKEN_SIZE);
		holder->salt = rows_bytes(out->rows, i, 3);
	}
	qsort(out->list, out->count, sizeof(*out->list), compare);
	return true;
}

void
holders_release(struct holders *holders)
{
	free(holders->list);
	rows_free(holders->rows);
	*holders = (struct holders){0};
}

size_t
holders_find(const struct holders *holders, const uint8_t token[TOKEN_SIZE], int64_t party, const struct holder **first)
{
	struct holder wanted = {.party = party};
	size_t low = 0, high = holders->count, end;

	memcpy(wanted.token, token, TOKEN_SIZE);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(&holders->list[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = &holders->list[low];
	for (end = low; end < holders->count; end++)
		if (memcmp(holders->list[end].token, token, TOKEN_SIZE) != 0 ||
		    (party != 0 && holders->list[end].party != party))
			break;
	return end - low;
}

static bool
notify(struct db *db, const char *payload, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, payload);
	bool told = db_run(db, QUERY_REFUSAL_NOTIFY, &args, NULL, err);
	args_release(&args);
	return told;
}

bool
refusal_notify(struct db *db, const int64_t *parties, size_t count, struct err *err)
{
	struct buf payload = {0};
	bool told = true;

	for (size_t i = 0; i < count && told; i++) {
		if (payload.len > 0)
			buf_add_char(&payload, ',');
		buf_add_int(&payload, parties[i]);
		if (i + 1 == count || payload.len > NOTIFY_BYTES - 24) {
			told = notify(db, payload.data, err);
			buf_clear(&payload);
		}
	}
	buf_release(&payload);
	return told;
}
