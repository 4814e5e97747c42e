/*
 * template_filter.c - filters of template fields.
 *
 * Dates and hours are Moscow's, as the law's terms are.  transliterate-not says
 * that the value goes out in its own letters; nothing here transliterates, and
 * a name that must not be is marked so for whoever builds on this later.
 */
#include "campaigns/template_filter.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unicase.h>
#include <unistr.h>

#include "base/clock.h"
#include "config/yaml.h"

const char *const template_filters[] = {"date", "time", "money", "upper-first", "default", "transliterate-not", NULL};

struct filter {
	struct view name, argument;
};

static struct view
trim(struct view text)
{
	while (text.len > 0 && text.data[0] == ' ')
		text.data++, text.len--;
	while (text.len > 0 && text.data[text.len - 1] == ' ')
		text.len--;
	return text;
}

/* The next "|name" or "|name:argument" of *rest. */
static bool
next_filter(struct view *rest, struct filter *out)
{
	if (rest->len == 0)
		return false;
	const char *from = rest->data + 1, *end = rest->data + rest->len;
	const char *bar = memchr(from, '|', (size_t)(end - from));
	const char *until = bar ? bar : end;
	const char *colon = memchr(from, ':', (size_t)(until - from));
	out->name = trim((struct view){from, (size_t)((colon ? colon : until) - from)});
	out->argument = colon ? trim((struct view){colon + 1, (size_t)(until - colon - 1)}) : (struct view){until, 0};
	if (out->argument.len >= 2 && out->argument.data[0] == '"' && out->argument.data[out->argument.len - 1] == '"')
		out->argument = (struct view){out->argument.data + 1, out->argument.len - 2};
	*rest = (struct view){until, (size_t)(end - until)};
	return true;
}

static bool
is_known(struct view name)
{
	for (const char *const *known = template_filters; *known != NULL; known++)
		if (view_is(name, *known))
			return true;
	return false;
}

bool
template_filters_check(struct view filters, enum template_kind kind, struct err *err)
{
	struct filter filter;
	bool shown = kind == TEMPLATE_TEXT;

	while (next_filter(&filters, &filter)) {
		char name[40];
		snprintf(name, sizeof(name), "%.*s", (int)(filter.name.len < 39 ? filter.name.len : 39), filter.name.data);
		const char *nearest = nearest_word(name, template_filters);
		if (!is_known(filter.name))
			return fail(err, ERR_INPUT, "unknown filter \"%s\"; did you mean %s?", name, nearest ? nearest : "date");
		if ((view_is(filter.name, "date") || view_is(filter.name, "time")) && kind != TEMPLATE_INSTANT)
			return fail(err, ERR_INPUT, "filter %s is for instants", name);
		if (view_is(filter.name, "money") && kind != TEMPLATE_MONEY)
			return fail(err, ERR_INPUT, "filter %s is for prices", name);
		if (view_is(filter.name, "default") && filter.argument.len == 0)
			return fail(err, ERR_INPUT, "filter default needs its text: default:\"...\"");
		shown = shown || view_is(filter.name, "date") || view_is(filter.name, "time") || view_is(filter.name, "money");
	}
	return shown || fail(err, ERR_INPUT, "an instant needs |date or |time, a price |money");
}

bool
template_filters_have_default(struct view filters)
{
	struct filter filter;

	while (next_filter(&filters, &filter))
		if (view_is(filter.name, "default"))
			return true;
	return false;
}

static void
add_money(int64_t kopecks, struct buf *out)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)(kopecks / 100));

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_add_char(out, ' ');
		buf_add_char(out, digits[i]);
	}
	if (kopecks % 100 != 0)
		buf_add_format(out, ",%02d", (int)(kopecks % 100));
	buf_add_text(out, " ₽");
}

static void
add_instant(int64_t instant, bool date, struct buf *out)
{
	time_t seconds = (time_t)(instant / SECOND) + 3 * 3600;
	struct tm tm;

	/* What lasts until midnight lasts until the end of the day before. */
	seconds -= seconds % 86400 == 0;
	gmtime_r(&seconds, &tm);
	if (date)
		buf_add_format(out, "%02d.%02d.%d", tm.tm_mday, tm.tm_mon + 1, tm.tm_year + 1900);
	else
		buf_add_format(out, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

static void
upper_first(struct buf *text)
{
	ucs4_t c;
	uint8_t bytes[6];
	int len = text->len > 0 ? u8_mbtoucr(&c, (const uint8_t *)text->data, text->len) : 0;

	if (len <= 0)
		return;
	int upper = u8_uctomb(bytes, uc_toupper(c), sizeof(bytes));
	if (upper == len)
		memcpy(text->data, bytes, (size_t)len);
}

void
template_filters_apply(struct view filters, const struct template_value *value, struct buf *out)
{
	struct filter filter;
	struct buf text = {0};

	buf_init(&text);
	buf_add(&text, value->text.data, value->text.len);
	while (next_filter(&filters, &filter)) {
		if (view_is(filter.name, "date") || view_is(filter.name, "time")) {
			if (value->number != 0)
				add_instant(value->number, view_is(filter.name, "date"), &text);
		} else if (view_is(filter.name, "money") && value->number != 0) {
			add_money(value->number, &text);
		} else if (view_is(filter.name, "default") && text.len == 0) {
			buf_add(&text, filter.argument.data, filter.argument.len);
		} else if (view_is(filter.name, "upper-first")) {
			upper_first(&text);
		}
	}
	buf_add(out, text.data, text.len);
	buf_release(&text);
}
