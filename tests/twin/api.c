/*
 * api.c - the bare POST /api for benchmarks: 200 {"sid":"..."}, no webhooks.
 *
 * The attempt is the first UUID in the request, the address the field or
 * member `to`.
 */
#include <inttypes.h>
#include <string.h>

#include "base/uuid.h"
#include "tests/twin/contact.h"

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* Looks for the dash of a UUID, then around it. */
static struct view
first_uuid(struct view text)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	for (size_t i = 8; i + 28 <= text.len; i++) {
		if (text.data[i] != '-' || text.data[i + 5] != '-')
			continue;
		const char *start = text.data + i - 8;
		int j = 0;
		while (j < UUID_TEXT - 1 && (shape[j] == '-' ? start[j] == '-' : is_hex(start[j])))
			j++;
		if (j == UUID_TEXT - 1)
			return (struct view){start, UUID_TEXT - 1};
	}
	return (struct view){"", 0};
}

static struct view
find_to(struct exchange *exchange)
{
	struct view body = exchange->request->body;
	struct form form;

	if (body.len > 0 && *body.data == '{')
		return json_text_at(body, "to", exchange->arena);
	form_read(body, &form);
	return form_get(&form, "to", exchange->arena);
}

void
api_exchange(struct exchange *exchange)
{
	struct view attempt = first_uuid(exchange->request->body);
	char sid[17];
	struct contact contact;

	for (uint64_t i = 0, n = ++exchange->twin->serial; i < 16; i++)
		sid[i] = "0123456789abcdef"[n >> (60 - 4 * i) & 15];
	sid[16] = '\0';
	if (attempt.len == 0)
		attempt = first_uuid(exchange->request->query);
	if (attempt.len == 0)
		attempt = (struct view){sid, 16};
	switch (contact_take(exchange, attempt, find_to(exchange), &contact)) {
	case TAKEN:
		exchange->status = 200;
		exchange->content_type = "application/json";
		buf_add_text(exchange->body, "{\"sid\":\"");
		buf_add(exchange->body, sid, 16);
		buf_add_text(exchange->body, "\"}");
		break;
	case TAKEN_ERROR_IN_200:
		answer(exchange, 200, "application/json", "{\"error\":\"temporary\"}");
		break;
	case TAKEN_NOT:
		break;
	}
}
