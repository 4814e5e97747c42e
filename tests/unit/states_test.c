/*
 * states_test.c - every state of the decision matrix against a second statement of it.
 *
 * tests/cases/states.tsv says what each row, channel and mode of law.md
 * section 3 is, tests/cases/bad_states.tsv what each bad state does to it;
 * every set of bad states up to three (DOZVON_STATES=15: every set there is)
 * is laid over every cell, and the gate must give the same outcome by the same rules.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/gate.h"
#include "compliance/rule.h"
#include "tests/support/situation.h"

#include <cmocka.h>

enum { CELLS_MAX = 512, EFFECTS_MAX = 128, NAMED = CONSENT_COUNT };

/* The rules that do not allow, a bit each in the order of the table, by what they say. */
struct said {
	uint64_t by[OUTCOME_COUNT];
};

struct cell {
	char row[4], traits[24];
	struct situation situation;
	struct said said;
	unsigned needs, health_needs;	/* bits: 1 << consent_code, NAMED */
	struct facts facts;
};

struct effect {
	unsigned state, unless;
	char where[64];
	struct said said;
	unsigned need;
	bool becomes_ad, becomes_health;
};

static const char *const state_names[] = {
	"no_consent", "wrong_channel", "wrong_entity", "expired", "withdrawn", "unproven", "legacy", "minor", "deceased", "blocked",
	"out_of_hours", "promo", "health", "unlabelled", "store_down",
};
enum { NO_CONSENT, WRONG_CHANNEL, WRONG_ENTITY, EXPIRED, WITHDRAWN, UNPROVEN, LEGACY, MINOR, DECEASED, BLOCKED, OUT_OF_HOURS, PROMO,
	HEALTH, UNLABELLED, STORE_DOWN, STATES };

static const struct policy *pack;
static struct cell *cells;
static struct effect effects[EFFECTS_MAX];
static int cell_count, effect_count, failures;

/* ---- reading the two tables ---- */

static unsigned
state_of(const char *name)
{
	for (unsigned i = 0; i < STATES; i++)
		if (strcmp(state_names[i], name) == 0)
			return i;
	fprintf(stderr, "no such state: %s\n", name);
	exit(1);
}

static unsigned
need_of(const char *name)
{
	static const char *const names[] = {"", "PD", "AD", "SMS", "CALL", "HEALTH", "NAMED"};

	for (unsigned i = 1; i <= NAMED; i++)
		if (strcmp(names[i], name) == 0)
			return 1u << i;
	return 0;
}

/* "DENY:G-04,G-05;REVIEW:G-02" */
static void
read_said(char *text, struct said *out)
{
	char *rest, *inner;

	for (char *part = strtok_r(text, ";", &rest); part != NULL; part = strtok_r(NULL, ";", &rest)) {
		char *colon = strchr(part, ':');
		if (colon == NULL)
			continue;	/* ALLOW */
		*colon = '\0';
		enum outcome outcome = outcome_find(view_of(part));
		assert_int_not_equal(outcome, OUTCOME_UNKNOWN);
		for (char *id = strtok_r(colon + 1, ",", &inner); id != NULL; id = strtok_r(NULL, ",", &inner)) {
			int n = 0;
			while (n < rule_count && strcmp(rules[n]->id, id) != 0)
				n++;
			assert_true(n < rule_count);
			out->by[outcome] |= UINT64_C(1) << n;
		}
	}
}

static unsigned
read_needs(char *text)
{
	unsigned needs = 0;
	char *rest;

	for (char *name = strtok_r(text, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest))
		needs |= need_of(name);
	return needs;
}

static int
split(char *line, char *fields[], int max)
{
	int count = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *rest = line; count < max && rest != NULL;)
		fields[count++] = strsep(&rest, "\t");
	return count;
}

static void
add_cell(char *fields[], const char *party, const char *mode, bool health)
{
	struct cell *cell = &cells[cell_count++];
	char answer[64], needs[64], health_needs[64];

	assert_true(cell_count < CELLS_MAX);
	strcpy(answer, fields[6]), strcpy(needs, fields[7]), strcpy(health_needs, fields[8]);
	snprintf(cell->row, sizeof(cell->row), "%s", fields[0]);
	snprintf(cell->traits, sizeof(cell->traits), "%s", fields[9]);
	cell->situation = (struct situation){
		.name = cell->row, .purpose = purpose_find(view_of(fields[1])), .party = party_kind_find(view_of(party)),
		.channel = channel_find(view_of(fields[3])), .mode = dial_mode_find(view_of(mode)),
		.care_plan = strcmp(fields[5], "plan") == 0, .inquiry = strcmp(fields[5], "inquiry") == 0, .health = health,
	};
	assert_true(cell->situation.purpose && cell->situation.party && cell->situation.channel);
	read_said(answer, &cell->said);
	cell->needs = read_needs(needs);
	cell->health_needs = read_needs(health_needs);
	if (health)
		cell->needs |= cell->health_needs;
	situation_facts(&cell->situation, &cell->facts);
}

/* A line's parties and modes are lists; each cell is taken without and with the HEALTH tag. */
static void
read_cells(char *line)
{
	char *fields[10], *parties, *party;
	int count = split(line, fields, 10);

	assert_int_equal(count, 10);
	for (parties = fields[2]; (party = strsep(&parties, ",")) != NULL;) {
		char copy[64], *modes = copy, *mode;
		strcpy(copy, fields[4]);
		while ((mode = strsep(&modes, ",")) != NULL) {
			add_cell(fields, party, mode, false);
			add_cell(fields, party, mode, true);
		}
	}
}

static void
read_effect(char *line)
{
	struct effect *e = &effects[effect_count++];
	char *fields[4], *unless, *name;
	int count = split(line, fields, 4);

	assert_int_equal(count, 4);
	assert_true(effect_count < EFFECTS_MAX);
	e->state = state_of(fields[0]);
	snprintf(e->where, sizeof(e->where), "%s", fields[1]);
	e->becomes_ad = strcmp(fields[2], "BECOMES:ad") == 0;
	e->becomes_health = strcmp(fields[2], "BECOMES:health") == 0;
	if (strncmp(fields[2], "NEED:", 5) == 0)
		e->need = need_of(fields[2] + 5);
	else if (!e->becomes_ad && !e->becomes_health)
		read_said(fields[2], &e->said);
	for (unless = fields[3]; (name = strsep(&unless, ",")) != NULL;)
		if (strcmp(name, "-") != 0)
			e->unless |= 1u << state_of(name);
}

static void
read_table(const char *path, void (*read)(char *line))
{
	char line[512];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL)
		if (line[0] != '#' && strncmp(line, "row\t", 4) != 0 && strncmp(line, "state\t", 6) != 0)
			read(line);
	fclose(file);
}

/* ---- what the two tables say together ---- */

static bool
has_trait(const char *traits, const char *word)
{
	const char *at = strstr(traits, word);
	size_t len = strlen(word);

	return at != NULL && (at == traits || at[-1] == ',') && (at[len] == ',' || at[len] == '\0');
}

/* One word of a where: of the cell it is judged as, and of who and how it is. */
static bool
word_holds(const char *word, const struct cell *cell, const char *traits, unsigned needs)
{
	const struct situation *s = &cell->situation;
	const char *bar = strchr(word, '|');

	if (bar != NULL) {
		char first[16];
		snprintf(first, sizeof(first), "%.*s", (int)(bar - word), word);
		return word_holds(first, cell, traits, needs) || word_holds(bar + 1, cell, traits, needs);
	}
	if (word[0] == '!')
		return !word_holds(word + 1, cell, traits, needs);
	if (need_of(word))
		return (needs & need_of(word)) != 0;
	if (strcmp(word, "all") == 0)
		return true;
	if (strcmp(word, "any") == 0)
		return (needs & ~(1u << NAMED)) != 0;
	if (strcmp(word, "natural") == 0)
		return s->party != PARTY_COMPANY;
	if (strcmp(word, "person") == 0)
		return s->party == PARTY_PERSON;
	if (strcmp(word, "call") == 0)
		return s->channel == CHANNEL_CALL_OPERATOR || s->channel == CHANNEL_CALL_ROBOT;
	if (strcmp(word, "sms") == 0)
		return s->channel == CHANNEL_SMS;
	if (strcmp(word, "sent") == 0)
		return s->channel != CHANNEL_CALL_OPERATOR;
	return has_trait(traits, word);
}

static bool
where_holds(const char *where, const struct cell *cell, const char *traits, unsigned needs)
{
	char copy[64], *rest = copy, *word;

	strcpy(copy, where);
	while ((word = strsep(&rest, " ")) != NULL)
		if (!word_holds(word, cell, traits, needs))
			return false;
	return true;
}

static const struct cell *
advertising_cell(const struct cell *cell)
{
	enum purpose purpose = cell->situation.party == PARTY_PERSON ? PURPOSE_AD_PROMO : PURPOSE_B2B_OFFER;

	for (const struct cell *c = cells; c < cells + cell_count; c++)
		if (c->situation.purpose == purpose && !c->situation.inquiry && c->situation.party == cell->situation.party &&
		    c->situation.channel == cell->situation.channel && c->situation.mode == cell->situation.mode &&
		    c->situation.health == cell->situation.health)
			return c;
	fprintf(stderr, "no advertising cell for row %s %s %s\n", cell->row, channel_name(cell->situation.channel),
	    dial_mode_name(cell->situation.mode));
	exit(1);
}

static void
add_said(struct said *to, const struct said *from)
{
	for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
		to->by[outcome] |= from->by[outcome];
}

/*
 * First what the cell becomes, then what else it needs, then what is wrong with it.  For one cell and each one state
 * this hangs on the other states only by what it becomes and by `unless`: so it is worked out once for each of the four.
 */
struct judged {
	const struct cell *as;
	unsigned needs;
	struct said base, by_effect[EFFECTS_MAX];
};

static void
judge_as(const struct cell *cell, bool promo, bool health, struct judged *out)
{
	bool changed[STATES] = {[PROMO] = promo, [HEALTH] = health};

	memset(out, 0, sizeof(*out));
	out->as = cell;
	for (const struct effect *e = effects; e < effects + effect_count; e++)
		if (e->becomes_ad && changed[e->state] && where_holds(e->where, cell, cell->traits, cell->needs))
			out->as = advertising_cell(cell);
	out->base = out->as->said;
	out->needs = out->as->needs;
	for (const struct effect *e = effects; e < effects + effect_count; e++)
		if (changed[e->state] && where_holds(e->where, cell, out->as->traits, out->needs))
			out->needs |= e->need | (e->becomes_health ? out->as->health_needs : 0);
	for (int i = 0; i < effect_count; i++) {
		/* What a promotional word breaks hangs on what the contact was, all else on what it is now. */
		const char *traits = effects[i].state == PROMO ? cell->traits : out->as->traits;
		if (where_holds(effects[i].where, cell, traits, out->needs))
			out->by_effect[i] = effects[i].said;
	}
}

/* A rule gives one answer: its severest. */
static void
expect(const struct judged *judged, unsigned states, struct said *out)
{
	*out = judged->base;
	for (int i = 0; i < effect_count; i++)
		if ((states >> effects[i].state & 1) && (states & effects[i].unless) == 0)
			add_said(out, &judged->by_effect[i]);
	out->by[OUTCOME_REVIEW] &= ~out->by[OUTCOME_DENY];
	out->by[OUTCOME_DEFER] &= ~(out->by[OUTCOME_DENY] | out->by[OUTCOME_REVIEW]);
}

/* ---- the bad states as facts ---- */

static void
spoil_consents(struct facts *f, unsigned states)
{
	for (struct consent_fact *c = f->consent; c < f->consent + f->consents; c++) {
		if (states >> WRONG_CHANNEL & 1)
			c->channels = 0xF & (uint16_t)~WORD_BIT(f->channel);
		if (states >> WRONG_ENTITY & 1)
			c->legal_entity_inn = SITUATION_OTHER_INN;
		if (states >> EXPIRED & 1)
			c->valid_until = f->now;
		if (states >> WITHDRAWN & 1)
			c->state = CONSENT_STATE_WITHDRAWN;
		if (states >> UNPROVEN & 1)
			c->state = CONSENT_STATE_UNPROVEN;
		if (states >> LEGACY & 1)
			c->granted_at -= 300 * DAY;
	}
	if (states >> NO_CONSENT & 1)
		f->consents = 0;
}

static void
spoil(struct facts *f, unsigned states)
{
	if (states >> OUT_OF_HOURS & 1) {
		f->now += 11 * HOUR;	/* 23:00 in Moscow */
		f->pressed_at += f->pressed_at ? 11 * HOUR : 0;
	}
	if (states >> MINOR & 1)
		f->birth_year = 2012;
	if (states >> BLOCKED & 1)
		f->party_state = STATE_BLOCKED;
	if (states >> DECEASED & 1)
		f->party_state = STATE_DECEASED;
	if (states >> PROMO & 1)
		f->class = CLASS_AD;
	if (states >> HEALTH & 1)
		f->health = TRI_YES, f->neutral = TRI_NO;
	if (states >> UNLABELLED & 1)
		f->label[0] = '\0';
	if (states >> STORE_DOWN & 1)
		f->consents_read = f->suppressions_read = f->bases_read = TRI_NO;
	spoil_consents(f, states);
}

/* ---- the comparison ---- */

static enum outcome
severest(const struct said *said)
{
	for (int outcome = OUTCOME_DENY; outcome > OUTCOME_ALLOW; outcome--)
		if (said->by[outcome])
			return (enum outcome)outcome;
	return OUTCOME_ALLOW;
}

static void
print_said(const struct said *said)
{
	for (int outcome = OUTCOME_DENY; outcome > OUTCOME_ALLOW; outcome--)
		for (int i = 0; i < rule_count; i++)
			if (said->by[outcome] >> i & 1)
				fprintf(stderr, " %s:%s", outcome_name((enum outcome)outcome), rules[i]->id);
}

static void
differ(const struct cell *cell, unsigned states, const struct said *expected, const struct said *said)
{
	const struct situation *s = &cell->situation;

	if (failures++ > 20)
		return;
	fprintf(stderr, "row %s %s %s %s %s%s%s:", cell->row, purpose_name(s->purpose), party_kind_name(s->party),
	    channel_name(s->channel), dial_mode_name(s->mode), s->care_plan ? " plan" : "", s->health ? " health" : "");
	for (unsigned i = 0; i < STATES; i++)
		if (states >> i & 1)
			fprintf(stderr, " %s", state_names[i]);
	fprintf(stderr, "\n  the paper:");
	print_said(expected);
	fprintf(stderr, "\n  the gate: ");
	print_said(said);
	fprintf(stderr, "\n");
}

static enum outcome
compare(const struct cell *cell, const struct judged *judged, unsigned states)
{
	struct facts f = cell->facts;
	struct said expected, said = {{0}};
	struct verdict verdict;

	expect(judged, states, &expected);
	spoil(&f, states);
	gate_judge(&f, pack, &verdict);
	for (int i = 0; i < verdict.rules; i++)
		if (verdict.answer[i].outcome != OUTCOME_ALLOW)
			said.by[verdict.answer[i].outcome] |= UINT64_C(1) << i;
	if (verdict.outcome != severest(&expected) || memcmp(&said, &expected, sizeof(said)) != 0)
		differ(cell, states, &expected, &said);
	return verdict.outcome;
}

static void
test_states(void **state)
{
	static struct judged judged[4];
	int most = getenv("DOZVON_STATES") ? atoi(getenv("DOZVON_STATES")) : 3;
	int64_t compared = 0, outcomes[OUTCOME_COUNT] = {0};

	(void)state;
	for (const struct cell *cell = cells; cell < cells + cell_count; cell++) {
		for (unsigned i = 0; i < 4; i++)
			judge_as(cell, i & 1, i >> 1 & 1, &judged[i]);
		for (unsigned states = 0; states < 1u << STATES; states++) {
			if (__builtin_popcount(states) > most)
				continue;
			outcomes[compare(cell, &judged[(states >> PROMO & 1) | (states >> HEALTH & 1) << 1], states)]++;
			compared++;
		}
	}
	print_message("%d cells, %lld states compared: allow %lld, defer %lld, review %lld, deny %lld\n", cell_count, (long long)compared,
	    (long long)outcomes[OUTCOME_ALLOW], (long long)outcomes[OUTCOME_DEFER], (long long)outcomes[OUTCOME_REVIEW],
	    (long long)outcomes[OUTCOME_DENY]);
	assert_int_equal(failures, 0);
	assert_true(outcomes[OUTCOME_ALLOW] > 0 && outcomes[OUTCOME_DEFER] > 0 && outcomes[OUTCOME_REVIEW] > 0);
}

/* The tables speak of every row, every state, and nothing twice. */
static void
test_tables_are_whole(void **state)
{
	unsigned rows = 0, states = 0;

	(void)state;
	for (int i = 0; i < cell_count; i++) {
		rows |= 1u << (cells[i].row[0] - '0');
		for (int j = 0; j < i; j++)
			assert_memory_not_equal((char *)&cells[i].situation + sizeof(char *),
			    (char *)&cells[j].situation + sizeof(char *), sizeof(struct situation) - sizeof(char *));
	}
	for (int i = 0; i < effect_count; i++)
		states |= 1u << effects[i].state;
	assert_int_equal(rows, 0xFE);
	assert_int_equal(states, (1u << STATES) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables_are_whole), cmocka_unit_test(test_states)};
	struct policy *loaded = situation_policy();

	pack = loaded;
	cells = memory_new(CELLS_MAX * sizeof(*cells));
	read_table("tests/cases/states.tsv", read_cells);
	read_table("tests/cases/bad_states.tsv", read_effect);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(cells);
	policy_free(loaded);
	return failed;
}
