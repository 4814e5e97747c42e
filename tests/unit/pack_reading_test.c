/*
 * pack_reading_test.c - every way to spoil a policy pack, and what is read of each figure: tests/golden/policy.
 *
 *   ru.yaml, us-tcpa.yaml   two packs as they once were       -> *.want: every field that was read of them
 *   packs.tsv               pack, day, a text, its replacement -> "read" and the fields that changed, or the whole error
 *
 * GOLDEN_WRITE=1 writes the wants anew; read the difference before committing it.
 */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/deadline.h"
#include "compliance/policy.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

#define FOLDER "tests/golden/policy/"

enum { FILE_MAX = 1 << 20, CELLS = 5 };

static int64_t
at(const char *text)
{
	int64_t out;

	if (!instant_parse(text, &out))
		fail_msg("%s is no instant", text);
	return out;
}

static void
read_file(const char *path, struct buf *out)
{
	struct err err = {0};

	if (!buf_read_file(out, path, FILE_MAX, &err))
		fail_msg("%s", err.text);
}

static void
put_days(const struct policy *p, struct buf *out)
{
	for (int i = 0; i < p->years; i++) {
		buf_add_format(out, "year=%d of %d:", p->calendar[i].year, p->calendar[i].days);
		for (int n = 0; n < p->calendar[i].days; n++)
			if (policy_is_day_off(p, p->calendar[i].first_day + n) == TRI_YES)
				buf_add_format(out, " %d", n + 1);
		buf_add_char(out, '\n');
	}
}

static void
put_rules(const struct policy *p, struct buf *out)
{
	for (int i = 0; i < rule_count; i++) {
		const struct rule_words *words = policy_rule_words(p, rules[i]->number);
		if (p->asked[rules[i]->number])
			buf_add_format(out, "rule=%s%s %s | %s\n", rules[i]->id, p->observed[rules[i]->number] ? " observed" : "",
			    words ? words->law : "-", words && words->says ? words->says : "-");
	}
	for (int i = 0; i < POLICY_RULES; i++)
		if (p->asked[i])
			buf_add_format(out, "asked %d\n", i);
	buf_add_format(out, "words=%d\n", p->words);
}

static void
put_needs(const struct policy *p, struct buf *out)
{
	for (unsigned purpose = 0; purpose < PURPOSE_COUNT; purpose++)
		for (unsigned channel = 0; channel < CHANNEL_COUNT; channel++)
			for (unsigned mode = 0; mode < MODE_COUNT; mode++)
				if (p->needs[purpose][channel][mode] != 0)
					buf_add_format(out, "needs=%u/%u/%u %x\n", purpose, channel, mode, p->needs[purpose][channel][mode]);
}

static void
put_deadlines(const struct policy *p, struct buf *out)
{
	for (int i = 0; i < DEADLINE_COUNT; i++) {
		const struct deadline_value *d = &p->deadlines[i];
		buf_add_format(out, "%s=%d of %d, %d more,", deadline_rule((enum deadline)i)->key, d->term.count, (int)d->term.unit, d->more);
		for (int n = 0; n < d->reminders; n++)
			buf_add_format(out, " %d", d->remind[n]);
		buf_add_char(out, '\n');
	}
}

static void
put_masks(const struct policy *p, struct buf *out)
{
	const struct {
		const char *name;
		unsigned bits;
	} masks[] = {{"mass_modes", p->mass_modes}, {"mass_purposes", p->mass_purposes}, {"advertising", p->advertising}, {"care", p->care},
		{"counted", p->counted}, {"channels", p->channels}, {"channels_state", p->channels_state}};

	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
		buf_add_format(out, "%s=%x\n", masks[i].name, masks[i].bits);
	for (int i = 0; i < PURPOSE_COUNT; i++)
		buf_add_format(out, "hours_apply%d=%x\n", i, p->hours_apply[i]);
}

static void
put_figures(const struct policy *p, struct buf *out)
{
	const struct {
		const char *name;
		int64_t value;
	} figures[] = {{"ad_day", p->ad_day}, {"ad_week", p->ad_week}, {"ad_month", p->ad_month}, {"service_day", p->service_day},
		{"service_week", p->service_week}, {"calls_day", p->calls_day}, {"calls_week", p->calls_week}, {"calls_month", p->calls_month},
		{"messages_day", p->messages_day}, {"messages_week", p->messages_week}, {"messages_month", p->messages_month},
		{"standalone_since", p->standalone_since}, {"legacy_before", p->legacy_before}, {"confirm_months", p->confirm_months},
		{"number_months", p->number_months}, {"wrong_person_months", p->wrong_person_months}, {"label_max", p->label_max},
		{"press_seconds", p->press_seconds}, {"strict_list", p->strict_list}, {"register_days", p->register_days},
		{"revocation_days", p->revocation_days}, {"valid_from", p->valid_from}, {"valid_to", p->valid_to}, {"ends_at", p->ends_at},
		{"change_at", p->change_at}, {"reviewed", p->reviewed}, {"law", p->law}, {"zones", p->anywheres},
		{"workdays", p->workdays.from * 10000 + p->workdays.until}, {"days_off", p->days_off.from * 10000 + p->days_off.until}};

	buf_add_format(out, "name=%s\nversion=%s\n", p->name, p->version);
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		buf_add_format(out, "%s=%lld\n", figures[i].name, (long long)figures[i].value);
	buf_add_format(out, "anywhere=%d-%d, days off %d-%d\n", p->anywhere_workdays.from, p->anywhere_workdays.until,
	    p->anywhere_days_off.from, p->anywhere_days_off.until);
}

/* All that was read, a line each. */
static void
put_pack(const struct policy *p, struct buf *out)
{
	put_figures(p, out);
	put_masks(p, out);
	put_rules(p, out);
	put_needs(p, out);
	put_deadlines(p, out);
	put_days(p, out);
}

static bool
has_line(const struct buf *text, const char *line, size_t len)
{
	for (const char *at = text->data; (at = strstr(at, line)) != NULL; at += len)
		if (at == text->data || at[-1] == '\n')
			return true;
	return false;
}

/* The lines of one that the other has not. */
static void
put_changes(const char *sign, const struct buf *one, const struct buf *other, struct buf *out)
{
	char line[4096];

	for (const char *from = one->data, *end; (end = strchr(from, '\n')) != NULL; from = end + 1) {
		snprintf(line, sizeof(line), "%.*s", (int)(end + 1 - from), from);
		if (!has_line(other, line, strlen(line)))
			buf_add_format(out, "%s%.*s", sign, (int)(end - from), from);
	}
}

static void
read_pack(const char *name, struct view body, const char *day, const struct buf *whole, struct buf *out)
{
	struct err err = {0};
	struct buf read = {0};
	struct policy *policy = policy_read(name, body, at(day), &err);

	if (policy == NULL) {
		buf_add_text(out, err.text);
		return;
	}
	put_pack(policy, &read);
	buf_add_text(out, "read");
	put_changes(" -", whole, &read, out);
	put_changes(" +", &read, whole, out);
	buf_release(&read);
	policy_free(policy);
}

static void
compare(const char *path, const struct buf *now)
{
	struct buf want = {0};
	struct err err = {0};

	if (getenv("GOLDEN_WRITE") != NULL && !file_write_whole(path, now->data, now->len, &err))
		fail_msg("%s", err.text);
	read_file(path, &want);
	if (want.len != now->len || memcmp(want.data, now->data, want.len) != 0)
		fail_msg("%s: %s", path, now->data);
	buf_release(&want);
}

struct pack {
	const char *name;
	struct buf body, read;
};
static struct pack packs[] = {{.name = "ru"}, {.name = "us-tcpa"}};

static void
every_figure_is_read(void **unused)
{
	char path[64];

	(void)unused;
	for (size_t i = 0; i < 2; i++) {
		struct err err = {0};
		snprintf(path, sizeof(path), FOLDER "%s.yaml", packs[i].name);
		read_file(path, &packs[i].body);
		struct policy *policy = policy_read(packs[i].name, buf_view(&packs[i].body), at("2026-11-23"), &err);
		if (policy == NULL)
			fail_msg("%s", err.text);
		put_pack(policy, &packs[i].read);
		assert_null(policy_rule_words(policy, 0));
		policy_free(policy);
		snprintf(path, sizeof(path), FOLDER "%s.want", packs[i].name);
		compare(path, &packs[i].read);
	}
}

/* "\n" is a new line; in place. */
static void
unescape(char *text)
{
	char *to = text;

	for (; *text != '\0'; text++)
		*to++ = text[0] == '\\' && text[1] == 'n' ? (text++, '\n') : *text;
	*to = '\0';
}

static void
spoil(const struct pack *pack, const char *from, const char *to, struct buf *out)
{
	const char *found = strstr(pack->body.data, from);

	if (found == NULL)
		fail_msg("%s does not say: %s", pack->name, from);
	buf_add(out, pack->body.data, (size_t)(found - pack->body.data));
	buf_add_text(out, to);
	buf_add_text(out, found + strlen(from));
}

/* One line of packs.tsv as it should be. */
static void
put_line(char *line, struct buf *out)
{
	char *cell[CELLS] = {line}, *end;
	struct buf body = {0};

	for (int i = 1; i < CELLS && cell[i - 1] != NULL; i++) {
		if ((end = strchr(cell[i - 1], '\t')) != NULL)
			*end++ = '\0';
		cell[i] = end;
	}
	assert_non_null(cell[3]);
	buf_add_format(out, "%s\t%s\t%s\t%s\t", cell[0], cell[1], cell[2], cell[3]);
	unescape(cell[2]);
	unescape(cell[3]);
	const struct pack *pack = &packs[strcmp(cell[0], "ru") == 0 ? 0 : 1];
	spoil(pack, cell[2], cell[3], &body);
	read_pack(pack->name, buf_view(&body), cell[1], &pack->read, out);
	buf_add_char(out, '\n');
	buf_release(&body);
}

static void
what_is_wrong_is_said(void **unused)
{
	struct buf table = {0}, now = {0};
	char line[4096];

	(void)unused;
	read_file(FOLDER "packs.tsv", &table);
	for (const char *from = table.data, *end; (end = strchr(from, '\n')) != NULL; from = end + 1) {
		snprintf(line, sizeof(line), "%.*s", (int)(end - from), from);
		struct buf made = {0};
		if (line[0] == '#')
			buf_add_format(&made, "%s\n", line);
		else
			put_line(line, &made);
		size_t len = (size_t)(end + 1 - from);
		if (getenv("GOLDEN_WRITE") == NULL && (made.len != len || memcmp(made.data, from, len) != 0))
			fail_msg("want %.*s\ngot  %s", (int)len, from, made.data);
		buf_add(&now, made.data, made.len);
		buf_release(&made);
	}
	compare(FOLDER "packs.tsv", &now);
	buf_release(&table);
	buf_release(&now);
}

static void
spoil_again(struct buf *body, const char *from, const char *to)
{
	const struct pack pack = {.name = "berlin", .body = *body};
	struct buf out = {0};

	spoil(&pack, from, to, &out);
	buf_release(body);
	*body = out;
}

/* Begun in spring, a pack knows of the winter all the same: half a year on it is summer yet, and only its last day is winter. */
static void
winter_counts_whenever_a_pack_begins(void **unused)
{
	struct buf body = {0};
	struct err err = {0};

	(void)unused;
	spoil(&packs[1], "zones: [America/New_York, America/Chicago, America/Denver, America/Phoenix, America/Los_Angeles, America/Anchorage, "
	    "Pacific/Honolulu]", "zones: [Europe/Berlin]", &body);
	spoil_again(&body, "valid_from: 2026-01-01", "valid_from: 2026-04-10");
	spoil_again(&body, "valid_to: 2028-01-01", "valid_to: 2026-10-26");
	spoil_again(&body, "on: 2026-11-22", "on: 2026-04-22");
	struct policy *policy = policy_read("berlin", buf_view(&body), at("2026-05-23"), &err);
	if (policy == NULL)
		fail_msg("%s", err.text);
	assert_int_equal(policy->anywhere_workdays.from, 7 * 60);
	assert_int_equal(policy->anywhere_workdays.until, 19 * 60);
	policy_free(policy);
	buf_release(&body);
}

/* A pack of later is read as of its first instant, one of now as of now; what is no pack is none. */
static void
a_pack_of_later_is_read_ahead(void **unused)
{
	static const struct {
		const char *body, *says;
	} bad[] = {{"- a\n", "is a map"}, {"name: x\n", "\"version\" is missing"}, {"name: x\nversion: 1\nvalid_from: x\n", "expected a date"},
		{"a: [", "bad:"}};
	struct err err = {0};

	(void)unused;
	assert_null(policy_read("us-tcpa", buf_view(&packs[1].body), at("2025-11-23"), &err));
	struct policy *policy = policy_read_ahead("us-tcpa", buf_view(&packs[1].body), at("2025-11-23"), &err);
	assert_null(policy);				/* its review is younger than its beginning */
	assert_non_null(strstr(err.text, "the review lies in the future"));
	struct buf body = {0};
	spoil(&packs[1], "on: 2026-11-22", "on: 2025-11-22", &body);
	policy = policy_read_ahead("us-tcpa", buf_view(&body), at("2025-11-23"), &err);
	assert_non_null(policy);
	policy_free(policy);
	policy = policy_read_ahead("us-tcpa", buf_view(&packs[1].body), at("2026-11-23"), &err);
	assert_non_null(policy);
	policy_free(policy);
	assert_null(policy_read_ahead("us-tcpa", buf_view(&body), at("2028-01-01"), &err));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_null(policy_read_ahead("bad", view_of(bad[i].body), at("2026-11-23"), &err));
		assert_non_null(strstr(err.text, bad[i].says));
	}
	buf_release(&body);
}

/* A pack ends at a mebibyte, whoever wrote it. */
static void
a_long_pack_is_refused(void **unused)
{
	char path[] = "/tmp/dozvon-pack-XXXXXX";
	struct buf body = {0};
	struct err err = {0};

	(void)unused;
	read_file(FOLDER "ru.yaml", &body);
	while (body.len < FILE_MAX)
		buf_add_text(&body, body.len % 80 == 0 ? "\n" : "#");
	close(mkstemp(path));
	assert_true(file_write_whole(path, body.data, FILE_MAX, &err));
	struct policy *policy = policy_load(path, at("2026-11-23"), &err);
	assert_non_null(policy);
	policy_free(policy);
	buf_add_text(&body, "\n");
	assert_true(file_write_whole(path, body.data, body.len, &err));
	assert_null(policy_load(path, at("2026-11-23"), &err));
	unlink(path);
	buf_release(&body);
}

#ifndef DOZVON_SANITIZED
/* Read and freed again and again, nothing stays, first words or last. */
static void
nothing_is_left_behind(void **unused)
{
	enum { TIMES = 40, LONG = 4000, LESS = 64 << 10 };
	struct buf law = {0}, body = {0};
	size_t before = 0;

	(void)unused;
	buf_add_text(&law, "G-01: {law: \"");
	for (int i = 0; i < LONG; i++)
		buf_add_char(&law, 'x');
	spoil(&packs[1], "G-01: {law: \"", law.data, &body);
	for (int i = 0; i < TIMES; i++) {
		struct err err = {0};
		struct policy *policy = policy_read("us-tcpa", buf_view(&body), at("2026-11-23"), &err);
		assert_non_null(policy);
		assert_null(policy_free(policy));
		if (i == 4)
			before = mallinfo2().uordblks;
	}
	assert_true(mallinfo2().uordblks < before + LESS);
	assert_null(policy_free(NULL));
	buf_release(&law);
	buf_release(&body);
}
#endif

static int
forget(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < 2; i++) {
		buf_release(&packs[i].body);
		buf_release(&packs[i].read);
	}
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_figure_is_read), cmocka_unit_test(what_is_wrong_is_said), cmocka_unit_test(a_long_pack_is_refused),
		cmocka_unit_test(winter_counts_whenever_a_pack_begins), cmocka_unit_test(a_pack_of_later_is_read_ahead),
#ifndef DOZVON_SANITIZED
		cmocka_unit_test(nothing_is_left_behind),
#endif
	};

	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, forget);
}
