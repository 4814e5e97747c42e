/* capture_route.c - /api/v1/captures: consents on paper or in a call; /api/v1/forms/NAME/paper: the sheet to sign. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "compliance/capture.h"
#include "compliance/form_paper.h"
#include "compliance/receipt.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

/* What a capture points into while it is recorded. */
struct captured_text {
	char identity[80], authority[200];
	uint8_t file[SHA256_SIZE];
};

static bool
read_boxes(const struct body *body, struct capture *out, struct err *err)
{
	char yes[40], no[40];

	if (!body_text_or_none(body, "yes", yes, sizeof(yes), err) || !body_text_or_none(body, "no", no, sizeof(no), err))
		return false;
	return (capture_places(yes, &out->given) && capture_places(no, &out->refused)) ||
	    fail(err, ERR_INPUT, "\"yes\" and \"no\" take numbers of boxes: 1,3");
}

static bool
read_way(const struct body *body, struct captured_text *text, struct capture *out, struct err *err)
{
	char way[8], written[8];

	if (!body_text(body, "way", way, sizeof(way), err) ||
	    !body_text_or_none(body, "written", written, sizeof(written), err) || !body_hex(body, "file_sha256", text->file, SHA256_SIZE, err) ||
	    !body_text_or_none(body, "identity_shown", text->identity, sizeof(text->identity), err) ||
	    !body_text_or_none(body, "authority", text->authority, sizeof(text->authority), err))
		return false;
	out->way = strcmp(way, "paper") == 0 ? CAPTURE_PAPER : strcmp(way, "voice") == 0 ? CAPTURE_VOICE : CAPTURE_UNKNOWN;
	out->identity_shown = out->way == CAPTURE_PAPER ? text->identity : NULL;
	out->authority = text->authority[0] != '\0' ? text->authority : NULL;
	out->file_sha256 = text->file;
	out->written = out->way == CAPTURE_PAPER && strcmp(written, "all") == 0;
	out->offset_ms = -1;
	if (body_has(body, "offset_ms") && !body_int(body, "offset_ms", &out->offset_ms, err))
		return false;
	return true;
}

static bool
read_who(struct call *call, const struct body *body, struct capture *out, struct err *err)
{
	char address[EMAIL_TEXT];
	const char *reason;

	out->staff = call->caller.staff;
	if (!body_text(body, "address", address, sizeof(address), err))
		return false;
	if (!address_parse(view_of(address), &call->site->key, &out->address, &reason))
		return fail(err, ERR_INPUT, "address: %s", say(reason));
	return (!body_has(body, "party") || body_int(body, "party", &out->party, err)) &&
	    (!body_has(body, "representative") || body_int(body, "representative", &out->representative, err));
}

static bool
record(struct call *call, const struct body *body, struct captured *captured, struct err *err)
{
	struct capture capture = {.at = call->now};
	struct db *db = site_db(call->site, err);
	struct captured_text text;
	struct form form;
	char name[FORM_NAME];

	if (db == NULL || !body_text(body, "form", name, sizeof(name), err) || !read_boxes(body, &capture, err) ||
	    !read_way(body, &text, &capture, err) || !read_who(call, body, &capture, err) ||
	    !form_load(db, name, &form, err))
		return false;
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = capture.staff, .process = call->site->name};
	capture.form = &form;
	bool done = capture_add(db, &capture, &who, captured, err);
	form_release(&form);
	return done;
}

static void
reply(struct call *call, const struct captured *captured)
{
	char token[LINK_TOKEN_TEXT], path[80];
	struct buf out = {0};
	struct json json;

	receipt_token_make(&call->site->key, captured->receipt, token);
	snprintf(path, sizeof(path), "/receipt/%s", token);
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "raised");
	json_int(&json, captured->raised);
	json_key(&json, "receipt");
	json_text(&json, path);
	json_key(&json, "recorded");
	json_int(&json, captured->recorded);
	json_key(&json, "refused");
	json_int(&json, captured->refused);
	json_key(&json, "unproven");
	json_int(&json, captured->unproven);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
capture_take(struct call *call)
{
	static const char *const known[] = {"form", "way", "address", "party", "yes", "no", "file_sha256",
	    "offset_ms", "identity_shown", "written", "representative", "authority", NULL};
	struct captured captured;
	struct err err = {0};

	struct body *body = body_read(call->request->body, known, &err);
	if (body != NULL && record(call, body, &captured, &err))
		reply(call, &captured);
	else
		problem_reply_err(call->request, &err);
	body_free(body);
}

void
form_paper_show(struct call *call)
{
	struct err err = {0};
	struct buf pdf = {0};
	struct form form = {0};
	char name[FORM_NAME];

	snprintf(name, sizeof(name), "%.*s", (int)(call->param[0].len < sizeof(name) ? call->param[0].len : 0),
	    call->param[0].data);
	struct db *db = site_db(call->site, &err);
	struct form_paper paper = {.form = &form};
	if (db != NULL && form_load(db, name, &form, &err) && form_paper_write(&paper, &pdf, &err)) {
		http_reply_header(call->request, "Cache-Control", "no-store");
		http_reply(call->request, 200, "application/pdf", buf_view(&pdf));
	} else {
		problem_reply_err(call->request, &err);
	}
	form_release(&form);
	buf_release(&pdf);
}
