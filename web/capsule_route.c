/*
 * capsule_route.c - /api/v1/capsules: asking for everything about one address or one campaign, and fetching the file.
 *
 * The clerk makes it; here nobody waits.  The address stands in the body and
 * in no URL, and a fetched file has left its trace before its first byte.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/lang.h"
#include "compliance/capsule_job_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/read.h"

/* What a wish points into. */
struct words {
	char address[EMAIL_TEXT], on[11], to[8], reason[401];
};

static bool
read_words(const struct body *body, struct words *words, struct capsule_wish *wish, struct err *err)
{
	int64_t day;

	if (!body_text_or_none(body, "address", words->address, sizeof(words->address), err) ||
	    (body_has(body, "campaign") && !body_int(body, "campaign", &wish->campaign, err)) ||
	    !body_text_or_none(body, "on", words->on, sizeof(words->on), err) ||
	    !body_text_or_none(body, "to", words->to, sizeof(words->to), err) ||
	    !body_text(body, "reason", words->reason, sizeof(words->reason), err))
		return false;
	if ((words->address[0] != '\0') == (wish->campaign != 0))
		return fail(err, ERR_INPUT, "say either an address or a campaign");
	if (words->on[0] != '\0' && (strlen(words->on) != 10 || !instant_parse(words->on, &day)))
		return fail(err, ERR_INPUT, "on: expected a date like 2026-11-23");
	if (wish->campaign != 0 && (words->on[0] != '\0' || words->to[0] != '\0'))
		return fail(err, ERR_INPUT, "a capsule of a campaign is whole, and for Roskomnadzor");
	if (words->to[0] != '\0' && !capsule_to_find(words->to, &wish->to))
		return fail(err, ERR_INPUT, "to: expected person, fas or rkn");
	if (wish->campaign != 0)
		wish->to = CAPSULE_RKN;
	wish->on = words->on[0] != '\0' ? words->on : NULL;
	wish->reason = words->reason;
	return true;
}

static bool
ask(struct call *call, const struct body *body, int64_t *id, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
	struct capsule_wish wish = {.settings = call->site->settings, .who = &who};
	struct address address;
	struct words words;
	const char *reason;

	struct db *db = read_words(body, &words, &wish, err) ? site_db(call->site, err) : NULL;
	if (db == NULL)
		return false;
	if (wish.campaign == 0 && !address_parse(view_of(words.address), &call->site->key, &address, &reason))
		return fail(err, ERR_INPUT, "address: %s", say(reason));
	wish.address = wish.campaign == 0 ? &address : NULL;
	return capsule_job_add(db, &wish, id, err);
}

static void
reply_state(struct call *call, int status, int64_t id, const struct capsule_job *job)
{
	struct buf out = {0};
	struct json json;

	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "capsule");
	json_int(&json, id);
	if (job->fault[0] != '\0') {
		json_key(&json, "fault");
		json_text(&json, job->fault);
	}
	json_key(&json, "state");
	json_text(&json, job->state);
	json_end(&json);
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply(call->request, status, "application/json", buf_view(&out));
	buf_release(&out);
}

void
capsule_take(struct call *call)
{
	static const char *const known[] = {"address", "campaign", "on", "to", "reason", NULL};
	struct capsule_job due = {.state = "due"};
	struct err err = {0};
	int64_t id;

	struct body *body = body_read(call->request->body, known, &err);
	bool asked = body != NULL && ask(call, body, &id, &err);
	body_free(body);
	if (asked)
		reply_state(call, 202, id, &due);
	else
		problem_reply_err(call->request, &err);
}

void
capsule_show(struct call *call)
{
	struct capsule_job job;
	struct err err = {0};
	int64_t id;

	struct db *db = call_id(call, 0, &id, &err) ? site_db(call->site, &err) : NULL;
	if (db != NULL && capsule_job_find(db, id, &job, &err))
		reply_state(call, 200, id, &job);
	else
		problem_reply_err(call->request, &err);
}

/* Opened before the trace, given out after it; -1: failed. */
static int
open_file(struct call *call, int64_t id, struct err *err)
{
	struct person_read read = {.reading = READING_CAPSULE};
	struct db *db = site_db(call->site, err);
	struct capsule_job job;
	char path[400];
	int fd = -1;

	if (db == NULL || !capsule_job_find(db, id, &job, err))
		return -1;
	capsule_job_path(call->site->settings, id, path);
	if (strcmp(job.state, "made") != 0 || (fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
		fail(err, strcmp(job.state, "due") == 0 ? ERR_RETRY : ERR_ABSENT, "capsule %lld is %s", (long long)id,
		    strcmp(job.state, "made") == 0 ? "gone" : job.state);
		return -1;
	}
	read.campaign = job.campaign;
	person_read_add(&read, (struct view){(const char *)job.token, job.has_token ? TOKEN_SIZE : 0});
	if (!read_note(call, db, &read, err)) {
		close(fd);
		fd = -1;
	}
	person_read_release(&read);
	return fd;
}

void
capsule_file(struct call *call)
{
	struct err err = {0};
	struct stat stat;
	int64_t id;

	int fd = call_id(call, 0, &id, &err) ? open_file(call, id, &err) : -1;
	if (fd < 0 || fstat(fd, &stat) != 0) {
		problem_reply_err(call->request, &err);
		return;
	}
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply_header(call->request, "Content-Disposition", "attachment; filename=\"capsule.zip\"");
	http_reply_file(call->request, "application/zip", fd, stat.st_size);
}
