/*
 * capsule_campaign_store.c - the story of one campaign, for Roskomnadzor: purpose, grounds, texts, processors, retention,
 * acts, access, requests with their deadlines, and samples.
 *
 * No name and no address: people are counted, or named by a decision's id.
 */
#include <stdlib.h>

#include "base/json.h"
#include "compliance/capsule_gathering.h"
#include "compliance/matter_store.h"
#include "compliance/policy.h"
#include "compliance/retention_store.h"

#define COUNTS(member) offsetof(struct capsule_letter, member)

static const struct capsule_part parts[] = {
	{QUERY_CAMPAIGN_CAPSULE_CAMPAIGN, "campaigns", "Кампания: цель, текст как отправлялся, заказчик", false, 0, 0},
	{QUERY_CAMPAIGN_CAPSULE_STATE, "course", "Откуда люди, и чем кончилось", false, 0, 0},
	{QUERY_CAMPAIGN_CAPSULE_GROUNDS, "grounds", "Основания обработки: у скольких людей какое", false, 0, 0},
	{QUERY_CAMPAIGN_CAPSULE_WORDINGS, "wordings", "Формы согласий: тексты, как они были показаны", false, 0, 0},
	{QUERY_CAMPAIGN_CAPSULE_REFUSALS, "refusals", "Отказы и сообщения о них исполнителям", false, 0, 0},
	{QUERY_CAMPAIGN_CAPSULE_DOCUMENTS, "documents", "Уведомление, поручения, договоры и другие документы", false, 0, 0},
	{QUERY_CAMPAIGN_CAPSULE_ACTS, "acts", "Акты об уничтожении персональных данных", false, 0, COUNTS(acts)},
	{QUERY_CAMPAIGN_CAPSULE_READS, "reads", "Журнал доступа: кто смотрел данные людей", false, 0, 0},
};

static bool
tell_class(struct gathering *g, const struct policy *policy, const struct retention_class *class, struct err *err)
{
	static const char *const ends[] = {[RETENTION_DESTROY] = "уничтожается", [RETENTION_KEEP] = "может быть уничтожено",
		[RETENTION_FOREVER] = "хранится"};
	struct buf line = {0};
	struct json json;
	char term[64] = "";

	if (class->deadline != DEADLINE_COUNT)
		term_say(policy->deadlines[class->deadline].term, term);
	json_start(&json, &line);
	json_object(&json);
	json_key(&json, "counted_from");
	json_text(&json, class->since);
	json_key(&json, "end");
	json_text(&json, ends[class->end]);
	json_key(&json, "rule");
	json_text(&json, class->rule);
	json_key(&json, "table");
	json_text(&json, class->table);
	json_key(&json, "term");
	json_text(&json, term);
	json_end(&json);
	bool told = capsule_story_thing(&g->story, line.data, err);
	buf_release(&line);
	return told;
}

static bool
tell_retention(struct gathering *g, const struct policy *policy, struct err *err)
{
	bool told = true;

	capsule_story_part(&g->story, "retention", "Сроки хранения");
	for (int i = 0; i < RETENTION_COUNT && told; i++)
		told = tell_class(g, policy, retention_class((enum retention)i), err);
	capsule_story_part_end(&g->story);
	return told;
}

static void
write_clocks(const struct matter *matter, const struct policy *policy, int64_t now, struct json *json)
{
	struct matter_clock clock[MATTER_CLOCKS];
	int count = matter_clocks(matter, policy, now, clock);

	json_array(json);
	for (int i = 0; i < count; i++) {
		json_object(json);
		json_key(json, "clock");
		json_text(json, deadline_rule(clock[i].deadline)->russian);
		json_key(json, "due");
		json_instant(json, clock[i].due);
		json_key(json, "was_kept");
		json_text(json, clock_state_russian(clock[i].state));
		if (matter->met_at[i] != 0) {
			json_key(json, "met_at");
			json_instant(json, matter->met_at[i]);
		}
		json_end(json);
	}
	json_end(json);
}

static bool
tell_matter(struct gathering *g, const struct policy *policy, int64_t id, struct err *err)
{
	struct buf line = {0};
	struct matter matter;
	struct json json;

	if (!matter_load(g->db, id, &matter, err))
		return false;
	json_start(&json, &line);
	json_object(&json);
	json_key(&json, "clocks");
	write_clocks(&matter, policy, g->wish->who->at, &json);
	if (matter.closed_at != 0) {
		json_key(&json, "closed_at");
		json_instant(&json, matter.closed_at);
	}
	json_key(&json, "matter");
	json_int(&json, matter.id);
	json_key(&json, "matter_kind");
	json_text(&json, matter_kind_name(matter.kind));
	json_key(&json, "opened_at");
	json_instant(&json, matter.opened_at);
	json_key(&json, "path");
	json_text(&json, matter.path);
	json_end(&json);
	bool told = capsule_story_thing(&g->story, line.data, err);
	buf_release(&line);
	return told;
}

static bool
tell_matters(struct gathering *g, const struct policy *policy, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!gathering_rows(g, QUERY_CAMPAIGN_CAPSULE_MATTERS, false, &rows, err))
		return false;
	capsule_story_part(&g->story, "matters", "Реестр обращений граждан и сроки ответа");
	for (int i = 0; i < rows_count(rows) && told; i++)
		told = tell_matter(g, policy, rows_int(rows, i, 0), err);
	capsule_story_part_end(&g->story);
	g->letter.matters = rows_count(rows);
	rows_free(rows);
	return told;
}

/* What belongs to the decisions that were told. */
static bool
tell_of_sample(struct gathering *g, enum query query, const char *name, const char *title, int64_t *count, struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	gathering_ids(g, &args);
	bool found = db_run(g->db, query, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	bool told = capsule_story_rows(&g->story, name, title, rows, 0, err);
	*count = rows_count(rows);
	rows_free(rows);
	return told;
}

static bool
tell_sample(struct gathering *g, struct err *err)
{
	return gathering_decisions(g, QUERY_CAMPAIGN_CAPSULE_SAMPLE, false, err) &&
	    tell_of_sample(g, QUERY_CAMPAIGN_CAPSULE_CONTACTS, "contacts", "Образцы: обращения по этим решениям и слова исполнителя",
	    &g->letter.contacts, err) &&
	    tell_of_sample(g, QUERY_CAMPAIGN_CAPSULE_CONSENTS, "consents", "Образцы: согласия людей, о которых эти решения",
	    &g->letter.consents, err);
}

bool
capsule_campaign_tell(struct gathering *g, struct err *err)
{
	struct policy *policy = policy_load(g->wish->settings->policy, g->wish->who->at, err);
	bool told = policy != NULL;
	int count;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && told; i++) {
		told = gathering_part(g, &parts[i], &count, err);
		if (told && i == 0 && count == 0)
			told = fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)g->wish->campaign);
	}
	told = told && gathering_providers(g, QUERY_CAMPAIGN_CAPSULE_PROVIDER, err) && tell_retention(g, policy, err) &&
	    tell_matters(g, policy, err) && tell_sample(g, err);
	policy_free(policy);
	return told;
}
