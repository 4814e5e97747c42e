/* campaign_text.c - what is approved is what was read: the text, its findings and their columns in one transaction. */
#include "campaigns/campaign_text.h"

#include <stdio.h>
#include <string.h>

#include "compliance/lint_json.h"

bool
campaign_text_refused(const struct lint *lint, struct err *err)
{
	struct buf lines;
	int errors = lint_count(lint, SEVERITY_ERROR);

	buf_init(&lines);
	for (int i = 0; i < lint->count && lines.len < 300; i++)
		if (lint->finding[i].severity == SEVERITY_ERROR)
			lint_write_finding(&lint->finding[i], &lines);
	while (lines.len > 0 && lines.data[lines.len - 1] == '\n')
		lines.data[--lines.len] = '\0';
	fail(err, ERR_REFUSED, "the text breaks the rules in %d places:\n%s", errors, lines.data);
	buf_release(&lines);
	/* A sentence that did not fit ends at a whole character. */
	size_t len = strlen(err->text);
	if (len == sizeof(err->text) - 1) {
		while (len > 0 && ((unsigned char)err->text[len - 1] & 0xc0) == 0x80)
			len--;
		err->text[len > 0 ? len - 1 : 0] = '\0';
	}
	return false;
}

static bool
write_columns(struct db *db, int64_t id, int64_t now, const struct lint *lint, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	args_time(&args, now);
	args_bool(&args, lint->warning);
	args_bool(&args, lint->neutral);
	args_bool(&args, lint->stop_path);
	args_bool(&args, lint->human_key);
	args_time(&args, lint->offer_until);
	bool written = db_run(db, QUERY_CAMPAIGN_TEXT_CHECKED, &args, NULL, err);
	args_release(&args);
	return written;
}

static bool
read_text(const struct rows *rows, const struct content_words *words, int64_t now, struct lint *out, struct err *err)
{
	struct lint_offer offer = {.until = rows_time(rows, 0, 8), .licence = rows_text(rows, 0, 9)[0] != '\0',
		.licence_until = rows_time(rows, 0, 10)};
	struct lint_text text = {
		.class = message_class_find(view_of(rows_text(rows, 0, 0))),
		.channel = channel_find(view_of(rows_text(rows, 0, 1))),
		.purpose = purpose_find(view_of(rows_text(rows, 0, 2))),
		.text = view_of(rows_text(rows, 0, 3)),
		.subject = view_of(rows_text(rows, 0, 4)),
		.sender = view_of(rows_text(rows, 0, 5)),
		.sms_category = rows_is_null(rows, 0, 6) ? NULL : rows_text(rows, 0, 6),
		.professionals = rows_bool(rows, 0, 7),
		.offer = &offer,
		.now = now,
	};

	if (!rows_bool(rows, 0, 12))
		return fail(err, ERR_REFUSED, "the template of the campaign is not approved");
	lint(words, &text, out);
	return lint_count(out, SEVERITY_ERROR) == 0 || campaign_text_refused(out, err);
}

bool
campaign_text_check(struct db *db, int64_t id, const struct content_words *words, int64_t now, struct lint *out,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	*out = (struct lint){0};
	args_init(&args);
	args_int(&args, id);
	bool run = db_run(db, QUERY_CAMPAIGN_TEXT, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool checked = rows_count(rows) == 1 ? read_text(rows, words, now, out, err) :
	    fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)id);
	rows_free(rows);
	return checked && write_columns(db, id, now, out, err);
}
