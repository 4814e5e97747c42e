/* stop_push.c - refusals told to the providers that were given the address, until each has acknowledged. */
#include "dialer/stop_push.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "compliance/entry.h"
#include "dialer/http_client.h"

/* Few: a provider counts these requests too. */
enum { AT_ONCE = 8, LOOK_SECONDS = 1 };

struct stop_push {
	struct stop_pushes *of;
	int64_t id;
	const struct provider *provider;	/* NULL: no contract any more */
	char name[64], address[256];
	uint8_t token[TOKEN_SIZE];
	int tries;				/* before this one */
	const char *state;			/* it becomes; NULL: as it is, to be tried again */
	struct provider_answer answer;
};

struct stop_pushes {
	struct event_base *base;
	struct http_client *http;
	int64_t look_at;			/* not sooner: nobody asks a quiet table all day */
	int count, open;
	struct stop_push push[AT_ONCE];
};

int64_t
stop_push_pause(int tries)
{
	static const int64_t pauses[] = {MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR};

	return tries < (int)(sizeof(pauses) / sizeof(pauses[0])) ? pauses[tries] : DAY;
}

struct stop_pushes *
stop_pushes_new(int timeout_seconds)
{
	struct stop_pushes *pushes = memory_new(sizeof(*pushes));

	pushes->base = event_base_new();
	must(pushes->base != NULL);
	pushes->http = http_client_new(pushes->base, AT_ONCE, timeout_seconds);
	return pushes;
}

void *
stop_pushes_free(struct stop_pushes *pushes)
{
	if (pushes == NULL)
		return NULL;
	http_client_free(pushes->http);
	event_base_free(pushes->base);
	free(pushes);
	return NULL;
}

int
stop_pushes_open(const struct stop_pushes *pushes)
{
	return pushes->open;
}

static bool
put_off(struct db *db, const struct stop_push *push, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, push->id);
	args_time(&args, now + stop_push_pause(push->tries));
	bool done = db_run(db, QUERY_STOP_PUSH_LATER, &args, NULL, err);
	args_release(&args);
	return done;
}

static void
take_row(struct stop_pushes *pushes, const struct reporter *reporter, const struct rows *rows, int row)
{
	struct stop_push *push = &pushes->push[pushes->count++];
	struct view token = rows_bytes(rows, row, 3);

	*push = (struct stop_push){.of = pushes, .id = rows_int(rows, row, 0),
		.provider = provider_find(reporter->providers, rows_text(rows, row, 1)), .tries = (int)rows_int(rows, row, 4)};
	snprintf(push->name, sizeof(push->name), "%s", rows_text(rows, row, 1));
	snprintf(push->address, sizeof(push->address), "%s", rows_text(rows, row, 2));
	if (token.len == TOKEN_SIZE)
		memcpy(push->token, token.data, TOKEN_SIZE);
}

/* Put off as it is taken: whoever dies now leaves it to the next. */
static bool
take(struct stop_pushes *pushes, struct reporter *reporter, int64_t now, struct err *err)
{
	struct args args;
	struct rows *rows = NULL;

	args_init(&args);
	args_time(&args, now);
	args_int(&args, AT_ONCE);
	bool done = db_begin(reporter->db, err) && db_run(reporter->db, QUERY_STOP_PUSH_TAKE, &args, &rows, err);
	args_release(&args);
	for (int i = 0; done && i < rows_count(rows); i++) {
		take_row(pushes, reporter, rows, i);
		done = put_off(reporter->db, &pushes->push[i], now, err);
	}
	rows_free(rows);
	if (done && db_commit(reporter->db, err))
		return true;
	db_rollback(reporter->db);
	pushes->count = 0;
	return false;
}

static void
on_reply(void *argument, const struct reply *reply, int64_t now)
{
	struct stop_push *push = argument;

	(void)now;
	push->of->open--;
	provider_read_listed(push->provider, push->address, reply, &push->answer);
	if (push->answer.class == ANSWER_ACCEPTED)
		push->state = "acknowledged";
}

/* A provider without contract any more still has the address: somebody writes to them. */
static void
tell(struct stop_push *push)
{
	struct err err = {0};
	struct request *request;

	if (push->address[0] == '\0') {
		push->state = "gone";
		return;
	}
	enum stop_list list = push->provider != NULL ? provider_stop_list(push->provider) : STOP_LIST_LETTER;
	if (list != STOP_LIST_MACHINE) {
		push->state = list == STOP_LIST_NONE ? "acknowledged" : "letter";
		snprintf(push->answer.code, sizeof(push->answer.code), "%s", list == STOP_LIST_NONE ? "keeps no list" : "");
		return;
	}
	request = request_stop_list(push->provider, push->address, &err);
	if (request == NULL) {
		snprintf(push->answer.code, sizeof(push->answer.code), "%.47s", err.text);
		return;
	}
	push->of->open++;
	http_client_ask(push->of->http, request, on_reply, push);
}

static bool
write_ended(struct stop_pushes *pushes, struct db *db, int64_t now, struct err *err)
{
	struct args args;
	size_t count = (size_t)pushes->count;

	args_init(&args);
	args_array(&args, ARRAY_INT8, count);
	for (int i = 0; i < pushes->count; i++)
		args_array_int(&args, pushes->push[i].id);
	args_array(&args, ARRAY_TEXT, count);
	for (int i = 0; i < pushes->count; i++)
		args_array_text(&args, pushes->push[i].state ? pushes->push[i].state : "due");
	args_array(&args, ARRAY_TEXT, count);
	for (int i = 0; i < pushes->count; i++)
		args_array_text(&args, pushes->push[i].answer.code);
	args_time(&args, now);
	bool done = db_run(db, QUERY_STOP_PUSH_END, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
add_entry(const struct reporter *reporter, enum entry_what what, const uint8_t *token, int64_t id, const char *provider,
    const char *code, int64_t now, struct err *err)
{
	struct entry entry = {.what = what, .at = now, .subject = token,
		.who_kind = what == ENTRY_STOP_LIST_ACKNOWLEDGED ? "provider" : "process", .process = reporter->name};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "code");
	json_text(&json, code);
	json_key(&json, "provider");
	json_text(&json, provider);
	json_key(&json, "push");
	json_int(&json, id);
	json_end(&json);
	bool added = entry_add(reporter->db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
is_acknowledged(const struct stop_push *push)
{
	return push->state != NULL && strcmp(push->state, "acknowledged") == 0;
}

/* All are answered: written in one transaction.  When that fails, they are told again after their pause. */
static bool
finish(struct stop_pushes *pushes, struct reporter *reporter, int64_t now, struct err *err)
{
	bool done = db_begin(reporter->db, err) && write_ended(pushes, reporter->db, now, err);

	for (int i = 0; done && i < pushes->count; i++)
		if (is_acknowledged(&pushes->push[i]))
			done = add_entry(reporter, ENTRY_STOP_LIST_ACKNOWLEDGED, pushes->push[i].token, pushes->push[i].id,
			    pushes->push[i].name, pushes->push[i].answer.code, now, err);
	done = done && db_commit(reporter->db, err);
	if (!done)
		db_rollback(reporter->db);
	for (int i = 0; done && i < pushes->count; i++)
		if (pushes->push[i].state == NULL)
			log_event(LOG_WARNING, "stop_push.failed", "push=%lld provider=%s tries=%d code=\"%s\"",
			    (long long)pushes->push[i].id, pushes->push[i].name, pushes->push[i].tries + 1, pushes->push[i].answer.code);
	pushes->count = 0;
	return done;
}

/* Nobody acknowledged in time, by machine or by letter: told once, in the log of the operator and in the regulator's. */
static bool
alarm_late(struct reporter *reporter, int64_t now, struct err *err)
{
	struct args args;
	struct rows *rows = NULL;

	args_init(&args);
	args_time(&args, now - reporter->stop_push_alarm * SECOND);
	args_time(&args, now);
	bool done = db_begin(reporter->db, err) && db_run(reporter->db, QUERY_STOP_PUSH_ALARM, &args, &rows, err);
	args_release(&args);
	for (int i = 0; done && i < rows_count(rows); i++)
		done = add_entry(reporter, ENTRY_STOP_LIST_OVERDUE, NULL, rows_int(rows, i, 0), rows_text(rows, i, 1),
		    rows_text(rows, i, 4), now, err);
	done = done && db_commit(reporter->db, err);
	if (!done)
		db_rollback(reporter->db);
	for (int i = 0; done && i < rows_count(rows); i++)
		log_event(LOG_ERR, "stop_push.overdue", "push=%lld provider=%s state=%s tries=%lld code=\"%s\"",
		    (long long)rows_int(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2),
		    (long long)rows_int(rows, i, 3), rows_text(rows, i, 4));
	rows_free(rows);
	return done;
}

bool
stop_pushes_turn(struct stop_pushes *pushes, struct reporter *reporter, int64_t now, struct err *err)
{
	if (pushes->open > 0)
		event_base_loop(pushes->base, EVLOOP_NONBLOCK);
	if (pushes->open > 0)
		return true;
	if (pushes->count > 0)
		return finish(pushes, reporter, now, err);
	if (now < pushes->look_at && now > pushes->look_at - DAY)
		return true;
	if (!take(pushes, reporter, now, err))
		return false;
	for (int i = 0; i < pushes->count; i++)
		tell(&pushes->push[i]);
	if (pushes->count > 0)
		return true;
	pushes->look_at = now + LOOK_SECONDS * SECOND;
	return alarm_late(reporter, now, err);
}
