/* acts.c - what the processes do in a play: dispatch, report, ask, expire; and the provider's faults. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/zone.h"
#include "dialer/janitor.h"
#include "tests/plays/play.h"
#include "tests/support/http.h"
#include "tests/support/process.h"

enum { BOUND_MS = 20000, LOOK_MS = 10 };

/* "2026-11-23 11:00 Europe/Moscow", or "+90m", "+2h", "+1d" from what it shows. */
void
play_clock(struct stage *stage, const struct line *line)
{
	const char *first = line_word(line, 1);
	char source[80], instant[28];
	int64_t at;

	if (*first == '+') {
		char unit = first[strlen(first) - 1];
		at = clock_read() + strtoll(first, NULL, 10) * (unit == 'd' ? DAY : unit == 'h' ? HOUR : unit == 'm' ? MINUTE : SECOND);
	} else {
		int year, month, day, hour, minute;
		const struct zone *zone = zone_find(line_word(line, 3));
		if (zone == NULL || sscanf(first, "%d-%d-%d", &year, &month, &day) != 3 ||
		    sscanf(line_word(line, 2), "%d:%d", &hour, &minute) != 2)
			play_stop("expected: clock 2026-11-23 11:00 Europe/Moscow");
		at = local_instant(zone, day_number(year, month, day), hour, minute);
	}
	instant_format(at, instant);
	snprintf(source, sizeof(source), "from %s", instant);
	stage_clock(stage, source);
}

/* A script of the twin in one line, or: is away, is back. */
void
play_provider(struct stage *stage, const struct line *line)
{
	struct buf reply = {0};

	if (strcmp(line->rest, "is away") == 0 || strcmp(line->rest, "is back") == 0) {
		stage->provider_port = strcmp(line->rest, "is away") == 0 ? 1 : stage->twin_port;
		stage_settings(stage);
		return;
	}
	int status = test_http(stage->twin_port, "POST", "/twin/script", "", line->rest, &reply);
	if (status != 200)
		play_stop("the twin: %s", test_http_body(&reply));
	buf_release(&reply);
}

void
play_secret(struct stage *stage, const struct line *line)
{
	stage_secret(stage, line_word(line, 1), line_word(line, 2));
}

static int64_t
cleared_so_far(struct stage *stage)
{
	return test_sql_int(&stage->database, "select count(*) from attempt where state <> 'dropped'");
}

/* What a dispatcher could still claim now. */
static int64_t
due_now(struct stage *stage)
{
	char now[28];

	instant_format(clock_read(), now);
	return test_sql_int(&stage->database, "select count(*) from target t join campaign c on c.id = t.campaign_id "
	    "left join provider_rate r on r.provider = c.provider where c.state = 'running' and t.state = 'due' "
	    "and not exists (select 1 from kill_switch k where k.purpose = c.purpose) and coalesce(t.not_before, '-infinity') <= '%s' and coalesce(r.paused_until, '2000-01-01') <= '%s'", now, now);
}

static int64_t
under_way(struct stage *stage)
{
	return test_sql_int(&stage->database, "select count(*) from attempt where state = 'cleared'");
}

static int64_t
report_some(struct stage *stage)
{
	struct err err;
	int64_t handled;

	if (!reporter_handle(&stage->reporter, clock_read(), &handled, &err))
		play_stop("%s", err.text);
	return handled;
}

/* It has begun; and where nothing is due, it has had a second to do what it should not. */
static bool
has_looked(struct stage *stage, const char *name, bool idle)
{
	return test_sql_int(&stage->database, "select count(*) from dispatcher where name = '%s' and (not %s or seen_at > started_at)",
	    name, idle ? "true" : "false") > 0;
}

/* dispatch N [reporting=yes]: a dispatcher runs until N more have been cleared and settled, or nothing is due. */
void
play_dispatch(struct stage *stage, const struct line *line)
{
	int64_t wanted = line->words > 1 ? atoll(line_word(line, 1)) : 1000, before = cleared_so_far(stage);
	bool reporting = line_option(line, "reporting", NULL) != NULL;
	char now[28], name[32];

	instant_format(clock_read(), now);
	for (int i = 0; i < 4; i++) {
		static const char *const providers[] = {"mango", "smsc", "kannel", "unisender-go"};
		test_sql(stage->database.db, "insert into provider_rate (provider, tokens, filled_at) values ('%s', %lld, '%s') "
		    "on conflict (provider) do update set tokens = excluded.tokens, filled_at = excluded.filled_at",
		    providers[i], (long long)wanted, now);
	}
	snprintf(name, sizeof(name), "dispatcher-%d", ++stage->dispatches);
	pid_t pid = role_start(stage->settings, "dispatcher", name, stage->log);
	bool idle = due_now(stage) == 0;
	int waited = 0;
	while (!has_looked(stage, name, idle) || (cleared_so_far(stage) - before < wanted && due_now(stage) > 0) || under_way(stage) > 0) {
		if ((waited += LOOK_MS) > BOUND_MS) {
			process_kill(pid);
			play_stop("the dispatcher did not come to an end: %lld due, %lld under way; %s", (long long)due_now(stage),
			    (long long)under_way(stage), stage->log);
		}
		if (reporting)
			report_some(stage);
		poll(NULL, 0, LOOK_MS);
	}
	int code = process_stop(pid);
	if (code != 0)
		play_stop("the dispatcher ended with code %d: %s", code, stage->log);
}

bool
play_twin_says(const struct stage *stage, const char *name, int64_t *value)
{
	char key[64];
	const char *counts = twin_get(stage->twin_port, "/twin/count");

	snprintf(key, sizeof(key), "\"%s\":", name);
	const char *found = strstr(counts, key);
	if (found == NULL)
		return false;
	*value = strtoll(found + strlen(key), NULL, 10);
	return true;
}

static bool
all_reported(struct stage *stage)
{
	int64_t pending = 1;

	return play_twin_says(stage, "hooks_pending", &pending) && pending == 0 &&
	    test_sql_int(&stage->database, "select count(*) from inbox where handled_at is null and look_at is null") == 0;
}

/* The webhooks come in and are handled until none is left but strangers that wait. */
void
play_report(struct stage *stage, const struct line *line)
{
	int64_t handled = 1;
	int waited = 0;

	(void)line;
	while (!all_reported(stage) || handled > 0) {
		handled = report_some(stage);
		if (handled == 0)
			poll(NULL, 0, LOOK_MS);
		if ((waited += LOOK_MS) > BOUND_MS)
			play_stop("the reports did not come to an end");
	}
}

/* All questions that are due are asked. */
void
play_ask(struct stage *stage, const struct line *line)
{
	char now[28];
	struct err err;
	int waited = 0;

	(void)line;
	instant_format(clock_read(), now);
	do {
		if (!questions_turn(stage->questions, &stage->reporter, clock_read(), &err))
			play_stop("%s", err.text);
		poll(NULL, 0, LOOK_MS);
		if ((waited += LOOK_MS) > BOUND_MS)
			play_stop("the questions did not come to an end");
	} while (questions_open(stage->questions) > 0 ||
	    test_sql_int(&stage->database, "select count(*) from question where ask_at <= '%s'", now) > 0);
	for (int i = 0; i < 2; i++)	/* the last answers are written */
		if (!questions_turn(stage->questions, &stage->reporter, clock_read(), &err))
			play_stop("%s", err.text);
}

void
play_expire(struct stage *stage, const struct line *line)
{
	struct uuid from = {{0}};
	struct err err;
	int64_t count;

	(void)line;
	if (!janitor_expire(stage->janitor, 5, clock_read(), "janitor", &from, &count, &err))
		play_stop("%s", err.text);
}

void
play_give_up(struct stage *stage, const struct line *line)
{
	struct uuid from = {{0}};
	struct err err;

	if (!janitor_give_up(stage->janitor, atoll(line_word(line, 1)), clock_read(), &from, &err))
		play_stop("%s", err.text);
}
