/* capsule_gathering_store.c - the parts of a capsule's story, out of the database one query at a time. */
#include "compliance/capsule_gathering.h"

#include <string.h>

#include "base/json.h"

bool
gathering_rows(struct gathering *g, enum query query, bool by_day, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	if (g->wish->address != NULL)
		args_bytes(&args, g->wish->address->token, TOKEN_SIZE);
	else
		args_int(&args, g->wish->campaign);
	if (by_day)
		args_text(&args, g->wish->on);
	bool done = db_run(g->db, query, &args, rows, err);
	args_release(&args);
	return done;
}

bool
gathering_part(struct gathering *g, const struct capsule_part *part, int *count, struct err *err)
{
	struct rows *rows;

	if (!gathering_rows(g, part->query, part->by_day, &rows, err))
		return false;
	bool told = capsule_story_rows(&g->story, part->name, part->title, rows, part->column, err);
	if (part->count != 0)
		memcpy((char *)&g->letter + part->count, &(int64_t){rows_count(rows)}, sizeof(int64_t));
	if (count != NULL)
		*count = rows_count(rows);
	rows_free(rows);
	return told;
}

static void
write_contract(const struct contract *contract, const char *provider, struct buf *line)
{
	struct json json;

	buf_clear(line);
	json_start(&json, line);
	json_object(&json);
	json_key(&json, "country");
	json_text(&json, contract->country);
	json_key(&json, "distributor_inn");
	json_int(&json, contract->inn);
	json_key(&json, "order_until");
	json_instant(&json, contract->order_until);
	json_key(&json, "provider");
	json_text(&json, provider);
	json_end(&json);
}

bool
gathering_providers(struct gathering *g, enum query query, struct err *err)
{
	struct rows *rows;
	struct buf line = {0};
	bool told = true;

	if (!gathering_rows(g, query, false, &rows, err))
		return false;
	capsule_story_part(&g->story, "providers", "Исполнители (рекламораспространители)");
	for (int i = 0; i < rows_count(rows) && told; i++) {
		const char *name = rows_text(rows, i, 0);
		const struct contract *contract = contract_find(g->wish->contracts, name);
		if (contract == NULL || (i > 0 && strcmp(name, rows_text(rows, i - 1, 0)) == 0))
			continue;
		write_contract(contract, name, &line);
		told = capsule_story_thing(&g->story, line.data, err);
	}
	capsule_story_part_end(&g->story);
	buf_release(&line);
	rows_free(rows);
	return told;
}

bool
gathering_decision(struct gathering *g, const struct rows *rows, int i, struct err *err)
{
	struct past_decision past = {.id = rows_uuid(rows, i, 0), .outcome = outcome_find(view_of(rows_text(rows, i, 1))),
		.until = rows_time(rows, i, 2), .reasons = rows_bytes(rows, i, 3), .facts = rows_bytes(rows, i, 4),
		.decided_at = rows_time(rows, i, 6), .contact_point = rows_int(rows, i, 7)};
	struct err lost = {0};

	memcpy(past.policy_sha256, rows_bytes(rows, i, 5).data, SHA256_SIZE);
	if (g->decisions == g->decision_room)
		g->decision = memory_grow(g->decision, (g->decision_room = 2 * g->decision_room + 64) * sizeof(*g->decision));
	g->decision[g->decisions++] = past.id;
	const struct policy *policy = packs_find(g->packs, past.policy_sha256, past.decided_at, &lost);
	return capsule_story_decision(&g->story, &past, rows_int(rows, i, 8), policy, err);
}

bool
gathering_decisions(struct gathering *g, enum query query, bool by_day, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!gathering_rows(g, query, by_day, &rows, err))
		return false;
	capsule_story_part(&g->story, "decisions", "Решения: можно ли было обратиться, и что ответило каждое правило");
	for (int i = 0; i < rows_count(rows) && told; i++)
		told = gathering_decision(g, rows, i, err);
	capsule_story_part_end(&g->story);
	g->letter.decisions = rows_count(rows);
	rows_free(rows);
	return told;
}

void
gathering_ids(const struct gathering *g, struct args *args)
{
	args_array(args, ARRAY_UUID, g->decisions);
	for (size_t i = 0; i < g->decisions; i++)
		args_array_uuid(args, &g->decision[i]);
}
