/* matter_show.c - matters printed: the list with the most urgent first, and one with all that was done about it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/matter.h"

/* The date of the last day where the clinic is; of hours, the instant in its time. */
static void
format_last(const struct matter *m, const struct matter_clock *clock, char out[32])
{
	const struct zone *zone = zone_find(m->zone);
	int year, month, date;

	if (clock->due == 0 || zone == NULL) {
		snprintf(out, 32, "-");
		return;
	}
	struct local_time at = local_time(zone, clock->last_day);
	day_date(at.day, &year, &month, &date);
	if (clock->last_day == clock->due)
		snprintf(out, 32, "%02d.%02d.%d %02d:%02d", date, month, year, at.hour, at.minute);
	else
		snprintf(out, 32, "%02d.%02d.%d", date, month, year);
}

static void
print_state(enum clock_state state)
{
	bool red = (state == CLOCK_OVERDUE || state == CLOCK_UNKNOWN || state == CLOCK_MET_LATE) && isatty(STDOUT_FILENO);

	printf("%s%s%s", red ? "\033[31m" : "", clock_state_russian(state), red ? "\033[0m" : "");
}

struct line {
	const struct matter *matter;
	struct matter_clock clocks[MATTER_CLOCKS];
	int count;
	enum clock_state state;
	int64_t due;
};

/* What is due first comes first; what is closed comes last. */
static int
compare(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->matter->id < y->matter->id ? -1 : x->matter->id > y->matter->id;
}

static void
print_line(const struct line *line)
{
	const struct matter *m = line->matter;

	printf("%lld\t%s\t", (long long)m->id, matter_kind_name(m->kind));
	if (m->closed_at != 0)
		printf("закрыто%s", line->state == CLOCK_MET_LATE ? " с опозданием" : "");
	else
		print_state(line->state);
	for (int i = 0; i < line->count; i++) {
		char last[32];
		format_last(m, &line->clocks[i], last);
		printf("\t%s %s", deadline_rule(line->clocks[i].deadline)->name, last);
	}
	printf("\n");
}

/* All pages of the list as one; free it. */
static bool
read_all(struct db *db, enum matter_kind kind, bool only_open, struct matter **out, int *count, struct err *err)
{
	struct matter *page;
	int found = MATTER_LIST;

	*out = NULL;
	*count = 0;
	while (found == MATTER_LIST) {
		if (!matter_list(db, kind, only_open, *count ? (*out)[*count - 1].id : 0, &page, &found, err)) {
			free(*out);
			return false;
		}
		*out = memory_grow(*out, (size_t)(*count + found + 1) * sizeof(**out));
		memcpy(*out + *count, page, (size_t)found * sizeof(**out));
		*count += found;
		free(page);
	}
	return true;
}

bool
matter_print_list(struct db *db, enum matter_kind kind, bool only_open, const struct policy *policy, int64_t now, struct err *err)
{
	struct matter *matters;
	int count;

	if (!read_all(db, kind, only_open, &matters, &count, err))
		return false;
	struct line *lines = memory_new(((size_t)count + 1) * sizeof(*lines));
	for (int i = 0; i < count; i++) {
		lines[i].matter = &matters[i];
		lines[i].count = matter_clocks(&matters[i], policy, now, lines[i].clocks);
		lines[i].state = matter_state(lines[i].clocks, lines[i].count, &lines[i].due);
	}
	qsort(lines, (size_t)count, sizeof(*lines), compare);
	for (int i = 0; i < count; i++)
		print_line(&lines[i]);
	free(lines);
	free(matters);
	return true;
}

static bool
print_tasks(struct db *db, int64_t id, struct err *err)
{
	struct rows *rows;

	if (!matter_tasks(db, id, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		printf("  %s %lld: %s %s %s%s%s\n", rows_is_null(rows, i, 4) ? "[ ]" : "[x]", (long long)rows_int(rows, i, 0),
		    rows_text(rows, i, 1), rows_text(rows, i, 2), rows_text(rows, i, 3), rows_text(rows, i, 6)[0] ? ": " : "",
		    rows_text(rows, i, 6));
	rows_free(rows);
	return true;
}

static bool
print_events(struct db *db, int64_t id, struct err *err)
{
	struct rows *rows;

	if (!matter_events(db, id, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		char at[28];
		instant_format(rows_time(rows, i, 2), at);
		printf("  %s %s %s %s %s\n", at, rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 3), rows_text(rows, i, 4));
	}
	rows_free(rows);
	return true;
}

bool
matter_print(struct db *db, int64_t id, const struct policy *policy, int64_t now, struct err *err)
{
	struct matter m;
	struct matter_clock clocks[MATTER_CLOCKS];
	char at[28];

	if (!matter_load(db, id, &m, err))
		return false;
	instant_format(m.opened_at, at);
	printf("%lld %s: %s\n%s %s, %s %s\n", (long long)m.id, matter_kind_name(m.kind), matter_kind_russian(m.kind), at, m.zone,
	    m.path, m.reference);
	int count = matter_clocks(&m, policy, now, clocks);
	for (int i = 0; i < count; i++) {
		char last[32];
		format_last(&m, &clocks[i], last);
		printf("%s (%s): %s, ", deadline_rule(clocks[i].deadline)->name, deadline_rule(clocks[i].deadline)->russian, last);
		print_state(clocks[i].state);
		printf("%s%s\n", clocks[i].fault[0] ? ": " : "", clocks[i].fault);
	}
	const char *lack = matter_lack(&m, true);
	if (lack != NULL && m.closed_at == 0)
		printf("%s\n", say(lack));
	return print_tasks(db, id, err) && print_events(db, id, err);
}
