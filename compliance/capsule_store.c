/* capsule_store.c - gathering a capsule: part by part out of the database, then what the log proves of it. */
#include "compliance/capsule_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/act_reason_store.h"
#include "compliance/capsule_gathering.h"
#include "compliance/capsule_log.h"

static bool
tell(struct gathering *g, struct err *err)
{
	const struct capsule_wish *wish = g->wish;

	struct buf about = {0};

	if (wish->address != NULL)
		buf_add_format(&about, "Почему с Вами связались: всё, что известно об адресе %s", wish->address->text);
	else
		buf_add_format(&about, "Обработка персональных данных в кампании № %lld", (long long)wish->campaign);
	capsule_story_begin(&g->story, about.data, wish->on, wish->who->at);
	buf_release(&about);
	return wish->address != NULL ? capsule_address_tell(g, err) : capsule_campaign_tell(g, err);
}

static bool
add_story(struct gathering *g, struct err *err)
{
	g->story.json = capsule_box_file(g->box, "story.json", err);
	if (g->story.json == NULL)
		return false;
	g->story.text = capsule_box_file(g->box, "story.txt", err);
	bool told = g->story.text != NULL && tell(g, err);
	if (told)
		capsule_story_end(&g->story);
	told = capsule_box_close(g->story.json, told, err);
	return g->story.text != NULL && capsule_box_close(g->story.text, told, err);
}

static bool
add_packs(struct gathering *g, struct err *err)
{
	struct rows *rows;
	struct args args;
	struct buf name = {0};

	args_init(&args);
	gathering_ids(g, &args);
	bool added = db_run(g->db, QUERY_CAPSULE_PACKS, &args, &rows, err);
	args_release(&args);
	if (!added)
		return false;
	for (int i = 0; i < rows_count(rows) && added; i++) {
		buf_clear(&name);
		buf_add_text(&name, "rules/");
		hex_add(&name, rows_bytes(rows, i, 0).data, SHA256_SIZE);
		buf_add_text(&name, ".yaml");
		added = capsule_box_add(g->box, name.data, view_of(rows_text(rows, i, 1)), err);
	}
	buf_release(&name);
	rows_free(rows);
	return added;
}

static bool
read_leaves(const struct rows *rows, int64_t *leaf, struct err *err)
{
	for (int i = 0; i < rows_count(rows); i++) {
		if (rows_is_null(rows, i, 0))
			return fail(err, ERR_REFUSED, "a decision, or the answer to its contact, has no entry in the log: run audit verify");
		if ((leaf[i] = rows_int(rows, i, 0)) < 0)
			return fail(err, ERR_RETRY, "the newest entries about this are not sealed yet: try again in a second");
	}
	return true;
}

static bool
add_log(struct gathering *g, struct err *err)
{
	const struct address *address = g->wish->address;
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_bytes(&args, address ? address->token : NULL, TOKEN_SIZE);
	gathering_ids(g, &args);
	bool found = db_run(g->db, QUERY_CAPSULE_ENTRIES, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	size_t count = (size_t)rows_count(rows);
	int64_t *leaf = memory_new((count + 1) * sizeof(*leaf));
	found = read_leaves(rows, leaf, err) && capsule_log_add(g->box, g->wish->settings, leaf, count, err);
	g->letter.entries = (int64_t)count;
	free(leaf);
	rows_free(rows);
	return found;
}

static bool
add_letter(struct gathering *g, struct err *err)
{
	struct buf pdf = {0};
	struct rows *rows;

	if (!db_run(g->db, QUERY_CAPSULE_FROM, NULL, &rows, err))
		return false;
	g->letter.to = g->wish->to;
	g->letter.address = g->wish->address ? g->wish->address->text : NULL;
	g->letter.campaign = g->wish->campaign;
	g->letter.from = rows_count(rows) > 0 ? rows_text(rows, 0, 0) : "";
	g->letter.on = g->wish->on;
	g->letter.at = g->wish->who->at;
	bool added = capsule_letter_write(&g->letter, &pdf, err) && capsule_box_add(g->box, "letter.pdf", buf_view(&pdf), err);
	g->letter.from = "";
	buf_release(&pdf);
	rows_free(rows);
	return added;
}

static bool
add_verifier(struct gathering *g, struct err *err)
{
	char name[64];

	for (const struct capsule_tool *tool = capsule_tools; tool->name != NULL; tool++) {
		snprintf(name, sizeof(name), "verifier/%s", tool->name);
		if (!capsule_box_add(g->box, name, view_of(tool->text), err))
			return false;
	}
	return true;
}

/* The words of the reason may name somebody: they stay in the database, the entry has their salted hash. */
static bool
write_entry(struct gathering *g, struct err *err)
{
	struct entry entry = *g->wish->who;
	struct act_reason reason;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_CAPSULE_MADE;
	entry.subject = g->wish->address ? g->wish->address->token : NULL;
	if (!act_reason_add(g->db, entry.what, g->wish->reason, &entry, &reason, err))
		return false;
	json_start(&json, &data);
	json_object(&json);
	if (g->wish->campaign != 0) {
		json_key(&json, "campaign");
		json_int(&json, g->wish->campaign);
	}
	json_key(&json, "files");
	json_int(&json, capsule_box_count(g->box));
	json_key(&json, "manifest_sha256");
	json_hex(&json, g->manifest, SHA256_SIZE);
	act_reason_write(&reason, &json);
	json_key(&json, "to");
	json_text(&json, capsule_to_word(g->wish->to));
	json_end(&json);
	bool written = entry_add(g->db, &entry, buf_view(&data), err);
	buf_release(&data);
	return written;
}

/* The trace is there before the first byte is given out. */
static bool
leave_trace(struct gathering *g, struct err *err)
{
	bool left = db_begin(g->db, err) && write_entry(g, err) && db_commit(g->db, err);

	if (!left)
		db_rollback(g->db);
	return left;
}

/* Nothing is written meanwhile: what is told is of one instant. */
static bool
gather(struct gathering *g, struct err *err)
{
	if (!db_begin_reading(g->db, err))
		return false;
	g->packs = packs_open(g->db);
	bool done = add_story(g, err) && add_packs(g, err) && add_log(g, err) && add_letter(g, err) && add_verifier(g, err) &&
	    capsule_box_list(g->box, g->manifest, err);
	g->packs = packs_free(g->packs);
	db_rollback(g->db);
	return done;
}

bool
capsule_make(struct db *db, const struct capsule_wish *wish, const char *out, struct capsule_letter *made, struct err *err)
{
	struct gathering g = {.db = db, .wish = wish};

	g.box = capsule_box_new(out, err);
	if (g.box == NULL)
		return false;
	bool done = gather(&g, err) && leave_trace(&g, err) && capsule_box_zip(g.box, err);
	free(g.decision);
	capsule_box_free(g.box);
	if (done)
		*made = g.letter;
	return done;
}

static const char *const receivers[] = {[CAPSULE_PERSON] = "person", [CAPSULE_FAS] = "fas", [CAPSULE_RKN] = "rkn"};

const char *
capsule_to_word(enum capsule_to to)
{
	must((unsigned)to < sizeof(receivers) / sizeof(receivers[0]));
	return receivers[to];
}

bool
capsule_to_find(const char *word, enum capsule_to *to)
{
	for (size_t i = 0; i < sizeof(receivers) / sizeof(receivers[0]); i++)
		if (strcmp(word, receivers[i]) == 0) {
			*to = (enum capsule_to)i;
			return true;
		}
	return false;
}
