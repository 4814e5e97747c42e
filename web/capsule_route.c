/*
 * capsule_route.c - POST /api/v1/capsules: everything about one address, with its proofs, as a ZIP.
 *
 * The address stands in the body and in no URL; the file has no name while it
 * is given out, and the trace of who made it is committed before.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/capsule_store.h"
#include "compliance/staff_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

/* What a wish points into while the capsule is made. */
struct words {
	char address[EMAIL_TEXT], on[11], to[8], reason[401], login[64];
};

static bool
read_words(const struct body *body, struct words *words, struct capsule_wish *wish, struct err *err)
{
	int64_t day;

	if (!body_text(body, "address", words->address, sizeof(words->address), err) ||
	    !body_text_or_none(body, "on", words->on, sizeof(words->on), err) ||
	    !body_text_or_none(body, "to", words->to, sizeof(words->to), err) ||
	    !body_text(body, "reason", words->reason, sizeof(words->reason), err) ||
	    !body_text(body, "login", words->login, sizeof(words->login), err))
		return false;
	if (words->on[0] != '\0' && (strlen(words->on) != 10 || !instant_parse(words->on, &day)))
		return fail(err, ERR_INPUT, "on: expected a date like 2026-11-23");
	if (words->to[0] != '\0' && !capsule_to_find(words->to, &wish->to))
		return fail(err, ERR_INPUT, "to: expected person, fas or rkn");
	wish->on = words->on[0] != '\0' ? words->on : NULL;
	wish->reason = words->reason;
	return true;
}

/* The descriptor of a file that has no name any more; -1: failed. */
static int
make(struct call *call, const struct body *body, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .process = call->site->name};
	struct capsule_wish wish = {.settings = call->site->settings, .contracts = call->site->contracts, .who = &who};
	struct capsule_letter made;
	struct address address;
	struct words words;
	const char *reason;
	char path[400];

	struct db *db = read_words(body, &words, &wish, err) ? site_db(call->site, err) : NULL;
	if (db == NULL || !staff_must(db, words.login, RIGHT_DECIDE, &who.who_id, err))
		return -1;
	if (!address_parse(view_of(words.address), &call->site->key, &address, &reason)) {
		fail(err, ERR_INPUT, "address: %s", say(reason));
		return -1;
	}
	wish.address = &address;
	snprintf(path, sizeof(path), "%s/capsule-%s-%d.zip", call->site->settings->run_dir, call->site->name, (int)getpid());
	if (!capsule_make(db, &wish, path, &made, err))
		return -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	unlink(path);
	return fd;
}

void
capsule_take(struct call *call)
{
	static const char *const known[] = {"address", "on", "to", "reason", "login", NULL};
	struct err err = {0};
	struct stat stat;

	struct body *body = body_read(call->request->body, known, &err);
	int fd = body != NULL ? make(call, body, &err) : -1;
	body_free(body);
	if (fd < 0 || fstat(fd, &stat) != 0) {
		problem_reply_err(call->request, &err);
		return;
	}
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply_header(call->request, "Content-Disposition", "attachment; filename=\"capsule.zip\"");
	http_reply_file(call->request, "application/zip", fd, stat.st_size);
}
