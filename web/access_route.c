/* access_route.c - papers about a matter: POST .../answer, what we keep of the person, as a ZIP; POST .../draft, the notice as a PDF. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compliance/access_store.h"
#include "compliance/capsule_box.h"
#include "compliance/matter_draft_store.h"
#include "compliance/outside_file_store.h"
#include "compliance/paper.h"
#include "compliance/person_read_store.h"
#include "web/matter.h"
#include "web/problem.h"

/* access.json, access.pdf and their hashes; the descriptor of a file that has no name any more, -1: failed. */
static int
pack(struct call *call, const struct access_answer *answer, struct err *err)
{
	uint8_t manifest[SHA256_SIZE];
	char path[400];
	int fd = -1;

	snprintf(path, sizeof(path), "%s/access-%s-%d.zip", call->site->settings->run_dir, call->site->name, (int)getpid());
	struct capsule_box *box = capsule_box_new(path, err);
	if (box == NULL)
		return -1;
	if (capsule_box_add(box, "access.json", buf_view(&answer->json), err) && capsule_box_add(box, "access.pdf", buf_view(&answer->pdf), err) &&
	    capsule_box_list(box, manifest, err) && capsule_box_zip(box, err)) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
		unlink(path);
	}
	capsule_box_free(box);
	return fd;
}

static int
answer(struct call *call, struct err *err)
{
	static const char *const known[] = {NULL};
	struct matter_deed_text text;
	struct matter_act act;
	struct body *body = NULL;
	struct access_answer made;
	struct db *db = site_db(call->site, err);
	int fd = -1;

	bool read = db != NULL && matter_read_deed(call, known, &text, &act, &body, err);
	body_free(body);
	struct policy *policy = read ? policy_load(call->site->settings->policy, call->now, err) : NULL;
	if (policy == NULL)
		return -1;
	struct access_wish wish = {act.matter, call->caller.login, call->site->contracts, policy, call->now, call->site->name};
	if (access_answer(db, &wish, &made, err)) {
		struct outside_file file = {.kind = OUTSIDE_ANSWER, .path = "", .staff = made.staff, .tokens = buf_view(&made.tokens),
			.now = call->now};
		int64_t outside;
		fd = pack(call, &made, err);
		if (fd >= 0 && (!outside_file_add(db, &file, &outside, err) || !access_close(db, &wish, &made, err))) {
			close(fd);
			fd = -1;
		}
		access_release(&made);
	}
	policy_free(policy);
	return fd;
}

void
access_take(struct call *call)
{
	struct err err = {0};
	struct stat stat;
	int fd = answer(call, &err);

	if (fd < 0 || fstat(fd, &stat) != 0) {
		problem_reply_err(call->request, &err);
		return;
	}
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply_header(call->request, "Content-Disposition", "attachment; filename=\"access.zip\"");
	http_reply_file(call->request, "application/zip", fd, stat.st_size);
}

/* Drafts are for who decides: they speak of a person. */
static bool
draft(struct call *call, struct buf *pdf, struct err *err)
{
	static const char *const known[] = {NULL};
	struct person_read read = {.reading = READING_MATTER_SHOW};
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
	struct matter_deed_text text;
	struct matter_act act;
	struct matter m;
	struct body *body = NULL;
	struct buf words = {0};
	struct db *db = site_db(call->site, err);

	bool drafted = db != NULL && matter_read_deed(call, known, &text, &act, &body, err) &&
	    matter_load(db, act.matter, &m, err);
	body_free(body);
	struct policy *policy = drafted ? policy_load(call->site->settings->policy, call->now, err) : NULL;
	drafted = policy != NULL && matter_draft(db, act.matter, policy, call->now, &words, err);
	if (drafted) {
		read.login = call->caller.login;
		read.matter = m.id;
		if (m.has_subject)
			person_read_add(&read, (struct view){(const char *)m.subject, TOKEN_SIZE});
		drafted = person_read_note(db, &read, &who, NULL, err);
		paper_write(words.data, pdf);
	}
	person_read_release(&read);
	policy_free(policy);
	buf_release(&words);
	return drafted;
}

void
matter_draft_take(struct call *call)
{
	struct err err = {0};
	struct buf pdf = {0};

	if (draft(call, &pdf, &err)) {
		http_reply_header(call->request, "Cache-Control", "no-store");
		http_reply(call->request, 200, "application/pdf", buf_view(&pdf));
	} else {
		problem_reply_err(call->request, &err);
	}
	buf_release(&pdf);
}
