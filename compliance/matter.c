/* matter.c - what the law asks of each kind of matter, and where its clocks stand. */
#include "compliance/matter.h"

#include <stdio.h>

#include "base/lang.h"

#define DEADLINE_NONE DEADLINE_COUNT
static const struct matter_rule rules[MATTER_COUNT] = {
#define MATTER(kind, first, second, needs, does, scope) \
	[MATTER_##kind] = {DEADLINE_##second == DEADLINE_COUNT ? 1 : 2, {DEADLINE_##first, DEADLINE_##second}, needs, does, \
	    SCOPE_##scope},
#include "compliance/matter.def"
#undef MATTER
};

const struct matter_rule *
matter_rule(enum matter_kind kind)
{
	must(kind > MATTER_UNKNOWN && kind < MATTER_COUNT);
	return &rules[kind];
}

static const struct {
	const char *name, *russian;
} states[] = {
	[CLOCK_RUNNING] = {"running", "идёт"},
	[CLOCK_SOON] = {"soon", "скоро"},
	[CLOCK_OVERDUE] = {"overdue", "ПРОСРОЧЕНО"},
	[CLOCK_MET] = {"met", "выполнено"},
	[CLOCK_MET_LATE] = {"met_late", "выполнено с опозданием"},
	[CLOCK_UNKNOWN] = {"unknown", "СРОК НЕ СЧИТАЕТСЯ"},
};

const char *
clock_state_name(enum clock_state state)
{
	return states[state].name;
}

const char *
clock_state_russian(enum clock_state state)
{
	return states[state].russian;
}

static enum clock_state
state_of(const struct matter_clock *clock, int64_t met_at, int64_t soon, int64_t now)
{
	if (met_at != 0)
		return met_at < clock->due ? CLOCK_MET : CLOCK_MET_LATE;
	if (now >= clock->due)
		return CLOCK_OVERDUE;
	return now >= soon ? CLOCK_SOON : CLOCK_RUNNING;
}

static void
count_clock(const struct matter *m, int n, const struct policy *policy, int64_t now, struct matter_clock *out)
{
	const struct zone *zone = zone_find(m->zone);
	const struct deadline_value *value = &policy->deadlines[out->deadline];
	struct term term = {value->term.unit, value->term.count + (m->extended_at ? value->more : 0)};
	int64_t met_at = m->met_at[n] ? m->met_at[n] : m->closed_at, soon;
	struct err err = {0};

	bool counted = zone != NULL || fail(&err, ERR_INPUT, "the time zone \"%s\" is not known", m->zone);
	counted = counted && deadline_end(policy, zone, out->deadline, m->opened_at, m->extended_at != 0, &out->due, &err) &&
	    term_last_day(policy, zone, m->opened_at, term, &out->last_day, &err);
	soon = out->due;
	if (counted && value->reminders > 0)
		counted = deadline_reminder(policy, zone, out->deadline, m->opened_at, 0, &soon, &err);
	if (counted) {
		out->state = state_of(out, met_at, soon, now);
		return;
	}
	out->state = CLOCK_UNKNOWN;
	out->due = out->last_day = 0;
	snprintf(out->fault, sizeof(out->fault), "%.*s", (int)sizeof(out->fault) - 1, err.text);
}

int
matter_clocks(const struct matter *matter, const struct policy *policy, int64_t now, struct matter_clock out[MATTER_CLOCKS])
{
	const struct matter_rule *rule = matter_rule(matter->kind);

	for (int n = 0; n < rule->clocks; n++) {
		out[n] = (struct matter_clock){.deadline = rule->deadline[n]};
		count_clock(matter, n, policy, now, &out[n]);
	}
	return rule->clocks;
}

/* The order of badness: what cannot be counted may be overdue. */
static int
rank(enum clock_state state)
{
	static const int ranks[] = {[CLOCK_MET] = 0, [CLOCK_MET_LATE] = 1, [CLOCK_RUNNING] = 2, [CLOCK_SOON] = 3,
		[CLOCK_UNKNOWN] = 4, [CLOCK_OVERDUE] = 5};
	return ranks[state];
}

enum clock_state
matter_state(const struct matter_clock *clocks, int count, int64_t *due)
{
	enum clock_state worst = CLOCK_MET;

	*due = INT64_MAX;
	for (int i = 0; i < count; i++) {
		if (rank(clocks[i].state) > rank(worst))
			worst = clocks[i].state;
		if (rank(clocks[i].state) > rank(CLOCK_MET_LATE) && clocks[i].due < *due)
			*due = clocks[i].due;
	}
	return worst;
}

const char *
matter_lack(const struct matter *m, bool document)
{
	const struct matter_rule *rule = matter_rule(m->kind);

	if (m->closed_at != 0)
		return "it is closed already";
	if ((rule->needs & NEEDS_IDENTITY) && m->identified_at == 0)
		return "the requester is not identified: matter identify";
	if ((rule->needs & NEEDS_TASKS) && m->tasks_open > 0)
		return "tasks are open: matter task";
	if ((rule->needs & NEEDS_NOTICE) && m->affected < 0)
		return "the leak's notice is not written: matter leak";
	for (int n = 0; (rule->needs & NEEDS_CLOCKS) && n < rule->clocks; n++)
		if (m->met_at[n] == 0)
			return "not every clock is met on record: matter meet";
	if ((rule->needs & NEEDS_DOCUMENT) && !document)
		return "the answer or act is missing: --document FILE";
	return NULL;
}

const char *
matter_extension_fault(const struct matter *m, const struct policy *policy, int64_t now)
{
	enum deadline deadline = matter_rule(m->kind)->deadline[0];
	struct matter_clock clocks[MATTER_CLOCKS];

	if (m->closed_at != 0)
		return "it is closed already";
	if (m->extended_at != 0)
		return "it is extended already; the law gives no second extension";
	if (policy->deadlines[deadline].more == 0)
		return "the law gives no extension of this term";
	matter_clocks(m, policy, now, clocks);
	if (clocks[0].state != CLOCK_RUNNING && clocks[0].state != CLOCK_SOON)
		return "the term is over, met or cannot be counted; an extension has to be sent before its end";
	return NULL;
}
