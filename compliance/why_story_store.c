/* why_story_store.c - the parts of a capsule's story that may be told to whoever proved the address, one query at a time. */
#include "compliance/why_story.h"

#include <stdlib.h>
#include <string.h>

#include "compliance/capsule_gathering.h"

/* Hashes, numbers of ours, evidence of acts: in the capsule and in the answer to an access request. */
static const char *const ours[] = {"evidence", "recorded_at", "read", "reference", "entity_inn", NULL};
static const char *const of_one[] = {"evidence", "recorded_at", "said_at", "path", "pushes", "entity_inn", NULL};

static const struct {
	struct capsule_part part;
	bool shared;
} parts[WHY_PARTS] = {
	[WHY_SOURCES] = {{QUERY_WHY_SOURCES, "sources", "", false, 0, 0}, true},
	[WHY_REFUSALS] = {{QUERY_CAPSULE_REFUSALS, "refusals", "", false, 0, 0}, true},
	[WHY_MATTERS] = {{QUERY_CAPSULE_MATTERS, "matters", "", false, 0, 0}, false},
	[WHY_READS] = {{QUERY_CAPSULE_READS, "reads", "", false, 0, 0}, false},
};

/* A gathering whose story goes into memory; json is told and thrown away. */
struct telling {
	struct gathering gathering;
	struct capsule_wish wish;
	char *json, *text;
	size_t json_len, text_len;
};

static void
telling_start(struct telling *telling, struct db *db, const struct address *address)
{
	*telling = (struct telling){.wish = {.address = address}};
	telling->gathering.db = db;
	telling->gathering.wish = &telling->wish;
	telling->gathering.story.json = open_memstream(&telling->json, &telling->json_len);
	telling->gathering.story.text = open_memstream(&telling->text, &telling->text_len);
	must(telling->gathering.story.json != NULL && telling->gathering.story.text != NULL);
}

/* The text so far, and the next begins anew. */
static const char *
telling_take(struct telling *telling)
{
	FILE *text = telling->gathering.story.text;

	fputc('\0', text);
	must(fflush(text) == 0);
	rewind(text);
	return telling->text + strspn(telling->text, "\n");
}

static void
telling_end(struct telling *telling)
{
	must(fclose(telling->gathering.story.json) == 0 && fclose(telling->gathering.story.text) == 0);
	free(telling->gathering.decision);
	free(telling->json);
	free(telling->text);
}

bool
why_part_is_shared(enum why_part part)
{
	must((unsigned)part < WHY_PARTS);
	return parts[part].shared;
}

bool
why_part_tell(struct db *db, enum why_part part, const struct address *address, const struct why_holders *holders,
    struct buf *text, struct err *err)
{
	struct telling telling;
	int count = 0;

	must((unsigned)part < WHY_PARTS);
	telling_start(&telling, db, address);
	telling.gathering.story.without = holders->count == 1 ? ours : of_one;
	bool told = gathering_part(&telling.gathering, &parts[part].part, &count, err);
	if (told && count > 0)
		buf_add_text(text, telling_take(&telling));
	telling_end(&telling);
	return told;
}

bool
why_holders_find(struct db *db, const struct address *address, struct why_holders *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	bool found = db_run(db, QUERY_WHY_HOLDERS, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	out->count = rows_int(rows, 0, 0);
	out->party = out->count == 1 ? rows_int(rows, 0, 1) : 0;
	rows_free(rows);
	return true;
}

static bool
ask_decisions(struct db *db, const struct address *address, bool all, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	args_bool(&args, all);
	args_int(&args, WHY_CONTACTS);
	bool done = db_run(db, QUERY_WHY_DECISIONS, &args, rows, err);
	args_release(&args);
	return done;
}

/* Facts that were erased, or a pack that is gone: the contact is told, its reasons are said to be lost. */
static bool
tell_decision(struct telling *telling, const struct rows *rows, int row, why_see *see, void *context, struct err *err)
{
	struct why_decision decision = {.contacted = rows_bool(rows, row, 9), .reasons = ""};
	struct buf thing = {0};

	telling->gathering.story.things = row;
	if (!capsule_story_thing(&telling->gathering.story, rows_text(rows, row, 10), err))
		return false;
	buf_add_text(&thing, telling_take(telling));
	decision.thing = thing.data;
	telling->gathering.story.things = row;
	bool judged = !decision.contacted || gathering_decision(&telling->gathering, rows, row, err);
	if (judged && decision.contacted)
		decision.reasons = telling_take(telling);
	if (judged || err->kind == ERR_INPUT)
		see(context, &decision);
	buf_release(&thing);
	return judged || err->kind == ERR_INPUT;
}

bool
why_decisions_tell(struct db *db, const struct address *address, const struct why_holders *holders, why_see *see, void *context,
    int64_t *count, struct err *err)
{
	struct telling telling;
	struct rows *rows;
	bool told = true;

	if (!ask_decisions(db, address, holders->count == 1, &rows, err))
		return false;
	telling_start(&telling, db, address);
	telling.gathering.packs = packs_open(db);
	telling.gathering.story.without = ours;
	for (int row = 0; row < rows_count(rows) && told; row++)
		told = tell_decision(&telling, rows, row, see, context, err);
	*count = rows_count(rows);
	packs_free(telling.gathering.packs);
	telling_end(&telling);
	rows_free(rows);
	return told;
}

bool
why_receipts(struct db *db, const struct address *address, int64_t now, why_receipt_see *see, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	args_time(&args, now);
	bool done = db_run(db, QUERY_WHY_RECEIPTS, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		see(context, rows_uuid(rows, i, 0), rows_time(rows, i, 1));
	rows_free(rows);
	return true;
}
