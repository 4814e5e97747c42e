/*
 * control.c - /twin/...: what tests ask the twin, and how they change its mind.
 *
 *   GET  /twin/count               counts of each part, attempts in all, webhooks pending
 *   GET  /twin/seen?attempt=ID     {"attempt","seen":times,"provider","at"}; seen 0 when never
 *   GET  /twin/attempts            a line an attempt: id provider milliseconds times
 *   GET  /twin/last?address=A      {"address","last","monotonic","requests"}; needs --track-addresses
 *   GET  /twin/lasts?from=N&count=C  a line a followed number of N .. N+C-1: number requests last
 *   GET  /twin/messages            a line a text as the subscriber saw it: provider address text; the last 64
 *   GET  /twin/hooks               a line a webhook, when the twin sends them to itself
 *   POST /twin/script              a new script in the body; 400 names its fault
 *   POST /twin/reset               forgets attempts, counts, pending webhooks; the dice start anew
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "tests/twin/contact.h"

static void
add_counts(struct json *json, const struct counts *counts)
{
	json_object(json);
#define COUNT(name, meaning) json_key(json, #name); json_int(json, (int64_t)counts->name);
#include "tests/twin/count.def"
#undef COUNT
	json_end(json);
}

static void
say_counts(struct exchange *exchange)
{
	struct twin *twin = exchange->twin;
	struct json json;

	answer(exchange, 200, "application/json", "%s", "");
	json_start_loose(&json, exchange->body);
	json_object(&json);
	json_key(&json, "attempts");
	json_int(&json, (int64_t)ledger_count(twin->ledger));
	json_key(&json, "hooks_pending");
	json_int(&json, (int64_t)hooks_pending(twin->hooks));
	json_key(&json, "providers");
	json_object(&json);
	for (int i = 0; i < PARTS; i++) {
		json_key(&json, part_name((enum part)i));
		add_counts(&json, &twin->counts[i]);
	}
	json_end(&json);
	json_end(&json);
	buf_add_char(exchange->body, '\n');
}

static void
say_seen(struct exchange *exchange, struct view attempt)
{
	const struct seen *seen = ledger_find(exchange->twin->ledger, attempt);
	struct json json;

	answer(exchange, 200, "application/json", "%s", "");
	json_start_loose(&json, exchange->body);
	json_object(&json);
	json_key(&json, "attempt");
	json_view(&json, attempt);
	json_key(&json, "seen");
	json_int(&json, seen ? seen->times : 0);
	if (seen != NULL) {
		json_key(&json, "provider");
		json_text(&json, part_name((enum part)seen->part));
		json_key(&json, "outcome");
		json_text(&json, outcome_words[seen->outcome].word);
		json_key(&json, "at");
		json_int(&json, seen->first);
	}
	json_end(&json);
	buf_add_char(exchange->body, '\n');
}

static void
say_attempts(struct exchange *exchange)
{
	const struct seen *seen;
	char text[ATTEMPT_TEXT];
	uint64_t i = 0;

	answer(exchange, 200, "text/plain", "%s", "");
	while ((seen = ledger_next(exchange->twin->ledger, &i)) != NULL) {
		seen_text(seen, text);
		buf_add_text(exchange->body, text);
		buf_add_char(exchange->body, ' ');
		buf_add_text(exchange->body, part_name((enum part)seen->part));
		buf_add_char(exchange->body, ' ');
		buf_add_int(exchange->body, seen->first / 1000);
		buf_add_char(exchange->body, ' ');
		buf_add_int(exchange->body, seen->times);
		buf_add_char(exchange->body, '\n');
	}
}

static void
say_last(struct exchange *exchange, struct view address)
{
	address = address_plain(address);
	if (!ledger_follows(exchange->twin->ledger)) {
		answer(exchange, 400, "text/plain", "start the twin with --track-addresses\n");
		return;
	}
	const struct followed *followed = ledger_followed(exchange->twin->ledger, address);
	struct followed none = {0};
	if (followed == NULL)
		followed = &none;
	answer(exchange, 200, "application/json",
	    "{\"address\":\"%.*s\",\"last\":%" PRId64 ",\"monotonic\":%" PRId64 ",\"requests\":%" PRIu64 "}\n",
	    (int)address.len, address.data, followed->realtime, followed->monotonic, followed->times);
}

static int64_t
number_of(struct view text)
{
	int64_t number = 0;

	for (size_t i = 0; i < text.len && i < 18 && text.data[i] >= '0' && text.data[i] <= '9'; i++)
		number = number * 10 + text.data[i] - '0';
	return number;
}

/* The ledger keeps no address, only its hash: so the asker says which. */
static void
say_lasts(struct exchange *exchange, int64_t from, int64_t count)
{
	char number[24];

	answer(exchange, 200, "text/plain", "%s", "");
	for (int64_t i = from; i < from + count; i++) {
		snprintf(number, sizeof(number), "%" PRId64, i);
		const struct followed *followed = ledger_followed(exchange->twin->ledger, view_of(number));
		if (followed != NULL)
			buf_add_format(exchange->body, "%s %" PRIu64 " %" PRId64 "\n", number, followed->times, followed->realtime);
	}
}

static void
say_messages(struct exchange *exchange)
{
	const struct twin *twin = exchange->twin;
	uint64_t i = twin->messages > MESSAGES_KEPT ? twin->messages - MESSAGES_KEPT : 0;

	answer(exchange, 200, "text/plain; charset=utf-8", "%s", "");
	for (; i < twin->messages; i++) {
		const struct message_kept *kept = &twin->message[i % MESSAGES_KEPT];
		buf_add_format(exchange->body, "%s %s %s\n", part_name(kept->part), kept->address, kept->text);
	}
}

static void
say_heard(struct exchange *exchange)
{
	answer(exchange, 200, "text/plain; charset=utf-8", "%s", "");
	buf_add(exchange->body, exchange->twin->heard.data, exchange->twin->heard.len);
}

static void
take_script(struct exchange *exchange)
{
	struct err err = {0};
	struct script *script = script_read("script", exchange->request->body, &err);

	if (script == NULL) {
		answer(exchange, 400, "text/plain", "%s\n", err.text);
		return;
	}
	script_free(exchange->twin->script);
	exchange->twin->script = script;
	answer(exchange, 200, "text/plain", "taken\n");
}

static void
reset(struct exchange *exchange)
{
	struct twin *twin = exchange->twin;

	ledger_reset(twin->ledger);
	hooks_reset(twin->hooks);
	memset(twin->counts, 0, sizeof(twin->counts));
	memset(twin->orders, 0, sizeof(twin->orders));
	twin->serial = twin->messages = 0;
	twin->url_check = twin->balances = 0;
	buf_clear(&twin->heard);
	answer(exchange, 200, "text/plain", "reset\n");
}

void
control_exchange(struct exchange *exchange)
{
	struct view path = exchange->request->path;
	bool post = view_is(exchange->request->method, "POST");
	struct form form;

	form_read(exchange->request->query, &form);
	if (view_is(path, "/twin/count"))
		say_counts(exchange);
	else if (view_is(path, "/twin/seen"))
		say_seen(exchange, form_get(&form, "attempt", exchange->arena));
	else if (view_is(path, "/twin/attempts"))
		say_attempts(exchange);
	else if (view_is(path, "/twin/last"))
		say_last(exchange, form_get(&form, "address", exchange->arena));
	else if (view_is(path, "/twin/lasts"))
		say_lasts(exchange, number_of(form_get(&form, "from", exchange->arena)),
		    number_of(form_get(&form, "count", exchange->arena)));
	else if (view_is(path, "/twin/messages"))
		say_messages(exchange);
	else if (view_is(path, "/twin/hooks"))
		say_heard(exchange);
	else if (view_is(path, "/twin/script") && post)
		take_script(exchange);
	else if (view_is(path, "/twin/reset") && post)
		reset(exchange);
	else
		answer(exchange, 404, "text/plain", "see the head of tests/twin/control.c\n");
}
