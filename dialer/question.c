/* question.c - attempts whose end nobody told us: their providers are asked. */
#include "dialer/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "dialer/http_client.h"
#include "dialer/report_store.h"

/* Few: a provider counts these requests too, and dispatchers are on the same connections' limit. */
enum { AT_ONCE = 3 };

struct question {
	struct questions *of;
	const struct provider *provider;	/* NULL: nobody can be asked */
	struct uuid decision;
	char provider_ref[80], address[256];
	int asked;			/* this time included */
	bool is_over;			/* has ended by itself meanwhile */
	bool learned;
	struct provider_answer answer;
};

struct questions {
	struct event_base *base;
	struct http_client *http;
	int count, open;
	struct question question[AT_ONCE];
};

int64_t
question_pause(int asked)
{
	static const int64_t pauses[] = {MINUTE, 5 * MINUTE, HOUR, 6 * HOUR, DAY};

	return asked < (int)(sizeof(pauses) / sizeof(pauses[0])) ? pauses[asked] : 0;
}

struct questions *
questions_new(int timeout_seconds)
{
	struct questions *questions = memory_new(sizeof(*questions));

	questions->base = event_base_new();
	must(questions->base != NULL);
	questions->http = http_client_new(questions->base, AT_ONCE, timeout_seconds);
	return questions;
}

void *
questions_free(struct questions *questions)
{
	if (questions == NULL)
		return NULL;
	http_client_free(questions->http);
	event_base_free(questions->base);
	free(questions);
	return NULL;
}

int
questions_open(const struct questions *questions)
{
	return questions->open;
}

static bool
put_off(struct db *db, const struct question *question, int64_t now, struct err *err)
{
	int64_t pause = question_pause(question->asked - 1);
	struct args args;

	args_init(&args);
	args_uuid(&args, question->decision);
	args_time(&args, now + (pause ? pause : DAY));
	bool done = db_run(db, QUERY_QUESTION_LATER, &args, NULL, err);
	args_release(&args);
	return done;
}

static void
take_row(struct questions *questions, const struct reporter *reporter, const struct rows *rows, int row)
{
	struct question *question = &questions->question[questions->count++];

	*question = (struct question){.of = questions, .decision = rows_uuid(rows, row, 0),
		.provider = provider_find(reporter->providers, rows_text(rows, row, 1)),
		.asked = (int)rows_int(rows, row, 4) + 1,
		.is_over = attempt_state_is_final(attempt_state_find(view_of(rows_text(rows, row, 5))))};
	strncat(question->provider_ref, rows_text(rows, row, 2), sizeof(question->provider_ref) - 1);
	strncat(question->address, rows_text(rows, row, 3), sizeof(question->address) - 1);
}

/* Put off as it is taken: whoever dies now leaves it to the next. */
static bool
take(struct questions *questions, struct reporter *reporter, int64_t now, struct err *err)
{
	struct args args;
	struct rows *rows = NULL;

	args_init(&args);
	args_time(&args, now);
	args_int(&args, AT_ONCE);
	bool done = db_begin(reporter->db, err) && db_run(reporter->db, QUERY_QUESTION_TAKE, &args, &rows, err);
	args_release(&args);
	for (int i = 0; done && i < rows_count(rows); i++) {
		take_row(questions, reporter, rows, i);
		done = put_off(reporter->db, &questions->question[i], now, err);
	}
	rows_free(rows);
	if (done && db_commit(reporter->db, err))
		return true;
	db_rollback(reporter->db);
	questions->count = 0;
	return false;
}

static void
on_reply(void *argument, const struct reply *reply, int64_t now)
{
	struct question *question = argument;

	(void)now;
	question->of->open--;
	question->learned = provider_read_status(question->provider, reply, &question->answer);
}

/* Without an address, erased since, a provider that goes by it would be asked about nobody. */
static void
ask(struct question *question, int64_t now)
{
	struct order order = {.attempt = question->decision, .address = question->address, .extension = "", .text = "",
		.subject = "", .sender = "", .agent = "", .unsubscribe_url = ""};
	struct request *request = NULL;
	struct err err = {0};

	if (question->provider != NULL && question->address[0] != '\0' && !question->is_over)
		request = request_status(question->provider, &order, question->provider_ref, now, &err);
	if (request == NULL) {
		question->provider = NULL;
		return;
	}
	question->of->open++;
	http_client_ask(question->of->http, request, on_reply, question);
}

/* One answered question as a report of its provider. */
static bool
apply(struct reporter *reporter, const struct question *question, int64_t now, struct err *err)
{
	const char *provider = provider_contract(question->provider)->provider;
	struct report_batch batch = {0};

	report_batch_add(&batch, &(struct provider_report){.kind = REPORT_STATUS, .attempt = question->decision,
		.state = question->answer.state, .said_at = now}, question->answer.code);
	bool done = report_store_load(reporter->db, provider, &batch, err);
	if (done) {
		report_batch_apply(&batch, now);
		done = report_store_write(reporter, provider, &batch, now, err);
	}
	report_batch_release(&batch);
	return done;
}

/* Answered for good, or there is nobody to ask, or it was asked often enough. */
static bool
is_ended(const struct question *question)
{
	return question->is_over || question->provider == NULL || question_pause(question->asked - 1) == 0 ||
	    (question->learned && attempt_state_is_final(question->answer.state));
}

static bool
write_ended(struct questions *questions, struct db *db, struct err *err)
{
	struct args args;
	size_t count = 0;

	for (int i = 0; i < questions->count; i++)
		count += is_ended(&questions->question[i]);
	if (count == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_UUID, count);
	for (int i = 0; i < questions->count; i++)
		if (is_ended(&questions->question[i]))
			args_array_uuid(&args, &questions->question[i].decision);
	bool done = db_run(db, QUERY_QUESTION_END, &args, NULL, err);
	args_release(&args);
	return done;
}

static void
tell(const struct question *question)
{
	char id[UUID_TEXT];

	if (!question->learned)
		return;
	uuid_format(question->decision, id);
	log_event(LOG_NOTICE, "attempt.learned", "attempt=%s provider=%s state=%s", id,
	    provider_contract(question->provider)->provider, attempt_state_name(question->answer.state));
}

/* All of them are answered: written in one transaction.  When that fails, they are asked again after their pause. */
static bool
finish(struct questions *questions, struct reporter *reporter, int64_t now, struct err *err)
{
	bool done = db_begin(reporter->db, err);

	for (int i = 0; done && i < questions->count; i++)
		if (questions->question[i].learned)
			done = apply(reporter, &questions->question[i], now, err);
	done = done && write_ended(questions, reporter->db, err) && db_commit(reporter->db, err);
	if (!done)
		db_rollback(reporter->db);
	for (int i = 0; done && i < questions->count; i++)
		tell(&questions->question[i]);
	questions->count = 0;
	return done;
}

bool
questions_turn(struct questions *questions, struct reporter *reporter, int64_t now, struct err *err)
{
	if (questions->open > 0)
		event_base_loop(questions->base, EVLOOP_NONBLOCK);
	if (questions->open > 0)
		return true;
	if (questions->count > 0)
		return finish(questions, reporter, now, err);
	if (!take(questions, reporter, now, err))
		return false;
	for (int i = 0; i < questions->count; i++)
		ask(&questions->question[i], now);
	return true;
}
