/* expect.c - what a play expects, and what must hold after each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compliance/address.h"
#include "compliance/rule.h"
#include "tests/plays/play.h"
#include "tests/support/process.h"

static char found[600];

static const char *
same(const char *expected, const char *text)
{
	snprintf(found, sizeof(found), "%s", *text ? text : "none");
	return strcmp(expected, found) == 0 ? NULL : found;
}

static const char *
same_number(const struct line *line, int n, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	return same(line_word(line, n), text);
}

/* " and campaign_id = 7" when the line says in=NAME. */
static const char *
within(struct stage *stage, const struct line *line)
{
	static char text[64];
	const char *name = line_option(line, "in", NULL);

	snprintf(text, sizeof(text), "%s", "");
	if (name != NULL)
		snprintf(text, sizeof(text), " and campaign_id = %lld", (long long)play_campaign_id(stage, name));
	return text;
}

const char *
expect_attempts(struct stage *stage, const struct line *line)
{
	return same_number(line, 2, test_sql_int(&stage->database, "select count(*) from attempt where state <> 'dropped'"));
}

/* "0b1a" -> " G-08": the rules behind a verdict. */
static const char *
rule_names(const char *hex)
{
	static char names[200];

	names[0] = '\0';
	for (size_t i = 0; strlen(hex) >= i + 4; i += 4) {
		char digits[3] = {hex[i], hex[i + 1], '\0'};
		const struct rule *rule = rule_find((uint8_t)strtol(digits, NULL, 16));
		snprintf(names + strlen(names), sizeof(names) - strlen(names), " %s", rule ? rule->id : "?");
	}
	return names;
}

/* expect decision ADDRESS OUTCOME [RULE]: of the newest decision; OUTCOME none: there is no decision. */
const char *
expect_decision(struct stage *stage, const struct line *line)
{
	int64_t point = play_point(stage, line_word(line, 2));
	char text[300];

	snprintf(text, sizeof(text), "%s", test_sql_text(&stage->database, "select outcome || ' ' || encode(reasons, 'hex') from decision "
	    "where contact_point_id = %lld%s order by decided_at desc, id desc limit 1", (long long)point, within(stage, line)));
	char *hex = strchr(text, ' ');
	if (hex != NULL)
		*hex++ = '\0';
	const char *names = rule_names(hex ? hex : ""), *other = same(line_word(line, 3), text);
	int words = 0;
	for (int i = 0; i < line->words; i++)
		words += strchr(line->word[i], '=') == NULL;
	if (other == NULL && (words < 5 || strstr(names, line_word(line, 4)) != NULL))
		return NULL;
	snprintf(found, sizeof(found), "%s%s", *text ? text : "none", names);
	return found;
}

/* expect target ADDRESS STATE or STATE/RESULT. */
const char *
expect_target(struct stage *stage, const struct line *line)
{
	const char *wanted = line_word(line, 3);

	return same(wanted, test_sql_text(&stage->database, "select state%s from target where contact_point_id = %lld%s order by campaign_id limit 1",
	    strchr(wanted, '/') ? " || '/' || coalesce(result::text, '')" : "", (long long)play_point(stage, line_word(line, 2)),
	    within(stage, line)));
}

const char *
expect_attempt(struct stage *stage, const struct line *line)
{
	return same(line_word(line, 3), test_sql_text(&stage->database, "select state from attempt where contact_point_id = %lld%s "
	    "order by cleared_at desc, decision_id desc limit 1", (long long)play_point(stage, line_word(line, 2)), within(stage, line)));
}

/* expect tries ADDRESS N: how many attempts count for the target. */
const char *
expect_tries(struct stage *stage, const struct line *line)
{
	return same_number(line, 3, test_sql_int(&stage->database, "select attempts from target where contact_point_id = %lld%s limit 1",
	    (long long)play_point(stage, line_word(line, 2)), within(stage, line)));
}

/* expect twin N: attempts that the provider has processed. */
const char *
expect_twin(struct stage *stage, const struct line *line)
{
	int64_t attempts = -1;

	play_twin_says(stage, "attempts", &attempts);
	return same_number(line, 2, attempts);
}

const char *
expect_campaign(struct stage *stage, const struct line *line)
{
	return same(line_word(line, 3), test_sql_text(&stage->database, "select state from campaign where id = %lld",
	    (long long)play_campaign_id(stage, line_word(line, 2))));
}

/* expect paused PROVIDER SECONDS: for about so long, from the newest answer on. */
const char *
expect_paused(struct stage *stage, const struct line *line)
{
	int64_t seconds = test_sql_int(&stage->database, "select coalesce(round(extract(epoch from r.paused_until - max(a.sent_at))), 0)::int8 "
	    "from provider_rate r join attempt a on a.provider = r.provider where r.provider = '%s' group by r.paused_until",
	    line_word(line, 2));

	return same_number(line, 3, seconds);
}

/* expect refusal ADDRESS SCOPE: the newest on our list. */
const char *
expect_refusal(struct stage *stage, const struct line *line)
{
	return same(line_word(line, 3), test_sql_text(&stage->database, "select s.scope from suppression s join contact_point c on c.token = s.token "
	    "where c.id = %lld order by s.id desc limit 1", (long long)play_point(stage, line_word(line, 2))));
}

/* expect path ADDRESS PATH: by which the newest refusal came. */
const char *
expect_path(struct stage *stage, const struct line *line)
{
	return same(line_word(line, 3), test_sql_text(&stage->database, "select s.path from suppression s join contact_point c on "
	    "c.token = s.token where c.id = %lld order by s.id desc limit 1", (long long)play_point(stage, line_word(line, 2))));
}

/* expect ahead ADDRESS SECONDS: by how much the newest refusal was said later than now. */
const char *
expect_ahead(struct stage *stage, const struct line *line)
{
	return same(line_word(line, 3), test_sql_text(&stage->database, "select extract(epoch from s.said_at - s.recorded_at)::int8 from suppression s "
	    "join contact_point c on c.token = s.token where c.id = %lld order by s.id desc limit 1", (long long)play_point(stage, line_word(line, 2))));
}

/* expect push ADDRESS PROVIDER STATE: whether the provider has been told; overdue when there was an alarm. */
const char *
expect_push(struct stage *stage, const struct line *line)
{
	return same(line_word(line, 4), test_sql_text(&stage->database, "select case when acknowledged_at is null and alarmed_at is not null "
	    "then 'overdue' else state end from stop_push where contact_point_id = %lld and provider = '%s'",
	    (long long)play_point(stage, line_word(line, 2)), line_word(line, 3)));
}

/* expect listed N: addresses that UniSender Go has put on its list. */
const char *
expect_listed(struct stage *stage, const struct line *line)
{
	const char *counts = strstr(twin_get(stage->twin_port, "/twin/count"), "\"unisender-go\":");
	const char *listed = counts ? strstr(counts, "\"listed\":") : NULL;

	return same_number(line, 2, listed ? atoll(listed + strlen("\"listed\":")) : -1);
}

/* expect unclear N: answers that wait for somebody to read them. */
const char *
expect_unclear(struct stage *stage, const struct line *line)
{
	return same_number(line, 2, test_sql_int(&stage->database, "select count(*) from unclear_reply where decided_at is null"));
}

/* expect entries WORD N: how often the log says it. */
const char *
expect_entries(struct stage *stage, const struct line *line)
{
	return same_number(line, 3, test_sql_int(&stage->database, "select count(*) from entry where convert_from(body, 'UTF8')::jsonb ->> "
	    "'what' = '%s'", line_word(line, 2)));
}

/* expect question N: attempts that are still to be asked about. */
const char *
expect_question(struct stage *stage, const struct line *line)
{
	return same_number(line, 2, test_sql_int(&stage->database, "select count(*) from question"));
}

/* expect unknown NAME TEXT: what dozvon campaign unknown shows holds the text. */
const char *
expect_unknown(struct stage *stage, const struct line *line)
{
	static char said[2000];
	char command[64];

	snprintf(command, sizeof(command), "campaign unknown %lld", (long long)play_campaign_id(stage, line_word(line, 2)));
	stage_ask(stage, command, said, sizeof(said));
	return strstr(said, line_word(line, 3)) != NULL ? NULL : said;
}

/* expect flips RULE N pack=FILE: how many decisions another pack would change by this rule, as the command counts. */
const char *
expect_flips(struct stage *stage, const struct line *line)
{
	static char said[4000];
	char command[200], rule[20];
	int64_t count = 0;

	snprintf(command, sizeof(command), "policy what-if --pack %s --campaign %lld", line_option(line, "pack", ""),
	    (long long)play_campaign_id(stage, line_option(line, "in", NULL)));
	if (stage_ask(stage, command, said, sizeof(said)) != 0)
		return said;
	snprintf(rule, sizeof(rule), " %s ", line_word(line, 2));
	for (char *rest, *at = strtok_r(said, "\n", &rest); at != NULL; at = strtok_r(NULL, "\n", &rest))
		if (strstr(at, rule) != NULL)
			count += strtoll(at, NULL, 10);
	return same_number(line, 3, count);
}

const char *
expect_log(struct stage *stage, const struct line *line)
{
	char command[300];

	if (strcmp(line_word(line, 2), "intact") != 0)
		play_stop("expected: expect log intact");
	snprintf(command, sizeof(command), "audit verify %s/log", stage->dir);
	const char *wrong = stage_run(stage, "audit key");
	if (wrong == NULL)
		wrong = stage_run(stage, "audit seal");
	return wrong != NULL ? wrong : stage_run(stage, command);
}

const char *
expect_promises(struct stage *stage)
{
	static const struct {
		const char *promise, *broken;
	} promises[] = {
		{"no attempt without an allow decision (P1)", "select count(*) from attempt a left join decision d on d.id = a.decision_id "
		    "where d.outcome is distinct from 'ALLOW'"},
		{"every decision has its entry in the log (P6)", "select count(*) from decision d where not exists (select 1 from entry e where "
		    "convert_from(e.body, 'UTF8') like '%' || d.id || '%')"},
		{"a target that is held has an attempt that lives (P5)", "select count(*) from target t where t.state = 'held' and not exists "
		    "(select 1 from attempt a where a.campaign_id = t.campaign_id and a.contact_point_id = t.contact_point_id)"},
		{"nobody is contacted twice for one target (P4)", "select count(*) from (select 1 from attempt where state not in ('dropped', "
		    "'failed', 'busy', 'no_answer', 'unreachable', 'expired') group by campaign_id, contact_point_id having count(*) > 1) t"},
	};
	int64_t twice = 0;
	char command[64];

	for (size_t i = 0; i < sizeof(promises) / sizeof(*promises); i++)
		if (test_sql_int(&stage->database, "%s", promises[i].broken) != 0)
			return promises[i].promise;
	for (int64_t id = test_sql_int(&stage->database, "select coalesce(max(id), 0) from campaign"); id > 0; id--) {
		snprintf(command, sizeof(command), "gate replay --campaign %lld", (long long)id);
		if (stage_run(stage, command) != NULL)
			return "every decision is judged again to the same verdict (P8)";
	}
	if (play_twin_says(stage, "twice", &twice) && strstr(twin_get(stage->twin_port, "/twin/attempts"), " 2\n") != NULL)
		return "the provider saw no attempt twice (P4)";
	return NULL;
}
