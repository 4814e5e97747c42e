/* consent_label_test.c - what held when, by what was known when: tables, and random histories against a second statement of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "compliance/consent_label.h"

#include <cmocka.h>

static const struct consent_terms terms = {.legacy_before = 100 * DAY, .months = 24};

/* "g120@121": an act of day 120 that became known on day 121.  g: unproven, G: proven, e: a proof, w, r, x, i. */
static size_t
read_history(const char *text, struct consent_event *events)
{
	size_t count = 0;
	char letter;
	int at, known, used;

	for (; sscanf(text, " %c%d@%d%n", &letter, &at, &known, &used) == 3; text += used) {
		struct consent_event *e = &events[count++];
		*e = (struct consent_event){.number = (int64_t)count, .consent = {{1}}, .valid_from = at * DAY,
			.recorded_at = known * DAY, .proven = letter == 'G' || letter == 'e'};
		e->said.code = CONSENT_AD_CHANNEL;
		e->said.legal_entity_inn = 7701234567;
		if (letter == 'g' || letter == 'G')
			e->said.channels = 1, e->said.purposes = 1;
		e->act = letter == 'g' || letter == 'G' ? ACT_given : letter == 'e' ? ACT_evidence_added :
		    letter == 'w' ? ACT_withdrawn : letter == 'r' ? ACT_refused : letter == 'x' ? ACT_expired : ACT_invalidated;
	}
	return count;
}

static enum consent_label
label_at(const struct consent_event *events, size_t count, int valid, int known, int confirmed)
{
	struct consent_fact fact = {0};

	consent_state_at(events, count, valid * DAY, known * DAY, &fact, 1);
	return consent_label_of(&fact, valid * DAY, confirmed * DAY, &terms);
}

static void
what_held_when(void **state)
{
	static const struct {
		const char *history;
		int valid, known, confirmed;
		enum consent_label label;
	} table[] = {
		{"", 200, 200, 0, LABEL_NONE},
		{"G120@121", 119, 200, 0, LABEL_NONE},		/* not yet given */
		{"G120@121", 120, 120, 0, LABEL_NONE},		/* not yet known */
		{"G120@121", 120, 121, 0, LABEL_ACTIVE},
		{"g120@120", 130, 130, 0, LABEL_UNPROVEN},
		{"G99@99", 130, 130, 0, LABEL_LEGACY},
		{"G100@100", 130, 130, 0, LABEL_ACTIVE},
		/* a withdrawal that arrives late: it held from its day, we knew later */
		{"G120@120 w130@140", 129, 150, 0, LABEL_ACTIVE},
		{"G120@120 w130@140", 130, 150, 0, LABEL_WITHDRAWN},
		{"G120@120 w130@140", 135, 139, 0, LABEL_ACTIVE},	/* what we did on day 135 we did in good faith */
		{"G120@120 w130@140", 135, 140, 0, LABEL_WITHDRAWN},
		{"w130@140 G120@150", 135, 160, 0, LABEL_WITHDRAWN},	/* the giving arrives after its withdrawal */
		/* a correction: never valid, from the day we learnt it, for every day */
		{"G120@120 i150@150", 130, 149, 0, LABEL_ACTIVE},
		{"G120@120 i150@150", 130, 150, 0, LABEL_INVALID},
		{"G120@120 i150@150 G120@160", 170, 170, 0, LABEL_INVALID},
		/* a proof found later: unproven until then, proven from the beginning since */
		{"g120@120 e150@150", 130, 149, 0, LABEL_UNPROVEN},
		{"g120@120 e150@150", 130, 150, 0, LABEL_ACTIVE},
		{"g120@120 e150@150 w140@145", 141, 150, 0, LABEL_WITHDRAWN},
		{"g120@120 w140@145 e150@150", 141, 150, 0, LABEL_WITHDRAWN},
		/* a wrong person, a changed number */
		{"G120@120 x130@131", 129, 140, 0, LABEL_ACTIVE},
		{"G120@120 x130@131", 130, 140, 0, LABEL_EXPIRED},
		{"G120@120 x130@131", 130, 130, 0, LABEL_ACTIVE},
		{"G120@120 r125@126", 126, 126, 0, LABEL_REFUSED},
		/* 24 months without a confirmed contact: days 365..1095 are 1971-01-01..1973-01-01 */
		{"G365@365", 1095, 2000, 0, LABEL_ACTIVE},
		{"G365@365", 1096, 2000, 0, LABEL_EXPIRED},
		{"G365@365", 1096, 2000, 400, LABEL_ACTIVE},
		{"G365@365", 1096, 2000, 1097, LABEL_EXPIRED},	/* confirmed after the day that is asked about */
		{"g365@365", 1096, 2000, 0, LABEL_EXPIRED},
	};
	struct consent_event events[16];

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		size_t count = read_history(table[i].history, events);
		enum consent_label label = label_at(events, count, table[i].valid, table[i].known, table[i].confirmed);
		if (label != table[i].label)
			print_message("row %zu: %s at %d by %d: %s\n", i, table[i].history, table[i].valid, table[i].known,
			    consent_label_name(label));
		assert_int_equal(label, table[i].label);
	}
}

static void
the_term_in_the_text(void **state)
{
	struct consent_fact fact = {.state = CONSENT_STATE_ACTIVE, .granted_at = 200 * DAY, .valid_until = 300 * DAY};

	(void)state;
	assert_int_equal(consent_label_of(&fact, 300 * DAY - 1, 0, &terms), LABEL_ACTIVE);
	assert_int_equal(consent_label_of(&fact, 300 * DAY, 0, &terms), LABEL_EXPIRED);
	for (int label = 0; label < LABEL_COUNT; label++) {
		assert_true(*consent_label_name((enum consent_label)label) != '\0');
		assert_true(*consent_label_text((enum consent_label)label) != '\0');
	}
}

/*
 * The same said without deriving: what ended it is the first end that we knew of (an end without its own day counts
 * always); it was given when some giving had come by then; proven when that giving was or a proof was known.
 */
static enum consent_label
second_statement(const struct consent_event *events, size_t count, int valid, int known)
{
	const struct consent_event *given = NULL, *end = NULL;
	bool proven = false, expired = false;

	for (size_t i = 0; i < count; i++) {
		const struct consent_event *e = &events[i];
		bool dated = e->act != ACT_invalidated && e->act != ACT_evidence_added;
		if (e->recorded_at > known * DAY || (dated && e->valid_from > valid * DAY))
			continue;
		if (end == NULL && (e->act == ACT_withdrawn || e->act == ACT_refused || e->act == ACT_invalidated))
			end = e;
		if (end != NULL)
			continue;
		if (e->act == ACT_given && given == NULL)
			given = e, proven = e->proven;
		else if (e->act == ACT_evidence_added && given != NULL)
			proven = true;
		expired = expired || e->act == ACT_expired;
	}
	if (end != NULL)
		return end->act == ACT_withdrawn ? LABEL_WITHDRAWN : end->act == ACT_refused ? LABEL_REFUSED : LABEL_INVALID;
	if (given == NULL)
		return LABEL_NONE;
	if (expired)
		return LABEL_EXPIRED;
	return !proven ? LABEL_UNPROVEN : given->valid_from < terms.legacy_before ? LABEL_LEGACY : LABEL_ACTIVE;
}

static void
random_histories(void **state)
{
	static const char letters[] = "gGGewrxi";
	unsigned seed = getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : (unsigned)time(NULL);
	int seen[LABEL_COUNT] = {0};

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	for (int round = 0; round < 200000; round++) {
		struct consent_event events[8];
		char text[128] = "";
		int len = rand() % 6, known = 90;
		for (int i = 0; i < len; i++) {
			known += rand() % 8;	/* events become known in the order of their numbers */
			snprintf(text + strlen(text), sizeof(text) - strlen(text), " %c%d@%d",
			    letters[(size_t)rand() % (sizeof(letters) - 1)], 90 + rand() % 40, known);
		}
		size_t count = read_history(text, events);
		int at = 88 + rand() % 50, by = 88 + rand() % 60;
		enum consent_label label = label_at(events, count, at, by, 0);
		if (label != second_statement(events, count, at, by))
			print_message("%s at %d by %d: %s\n", text, at, by, consent_label_name(label));
		assert_int_equal(label, second_statement(events, count, at, by));
		seen[label]++;
		/* at the end of time the answer is the derived column's */
		struct consent_fact a = {0}, b = {0};
		assert_int_equal(consent_derive(events, count, &a, 1), consent_state_at(events, count, INT64_MAX, INT64_MAX, &b, 1));
		assert_memory_equal(&a, &b, sizeof(a));
	}
	for (int label = 0; label < LABEL_COUNT; label++)
		assert_true(seen[label] > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_held_when),
		cmocka_unit_test(the_term_in_the_text),
		cmocka_unit_test(random_histories),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
