/* capsule_store.c - gathering a capsule: part by part out of the database, then what the log proves of it. */
#include "compliance/capsule_store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "compliance/act_reason_store.h"
#include "compliance/capsule_box.h"
#include "compliance/capsule_story.h"
#include "compliance/evidence_dir.h"
#include "compliance/log_key.h"
#include "compliance/log_proof.h"
#include "compliance/replay_store.h"

struct gathering {
	struct db *db;
	const struct capsule_wish *wish;
	struct capsule_box *box;
	struct capsule_story story;
	struct packs *packs;
	struct capsule_letter letter;
	uint8_t manifest[SHA256_SIZE];
};

static bool
run(struct gathering *g, enum query query, bool by_day, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, g->wish->address->token, TOKEN_SIZE);
	if (by_day)
		args_text(&args, g->wish->on);
	bool done = db_run(g->db, query, &args, rows, err);
	args_release(&args);
	return done;
}

/* What is one query and one array of the story. */
static const struct part {
	enum query query;
	const char *name, *title;
	bool by_day;
	int column;			/* of the JSON */
	size_t count;			/* where the letter counts them: offset, 0 nowhere */
} parts[] = {
	{QUERY_CAPSULE_HOLDERS, "holders", "Чей это адрес и откуда он у нас", false, 2, 0},
	{QUERY_CAPSULE_CONSENTS, "consents", "Согласия: каждое действие по порядку", false, 0, offsetof(struct capsule_letter, consents)},
	{QUERY_CAPSULE_WORDINGS, "wordings", "Тексты согласий, как они были показаны", false, 0, 0},
	{QUERY_CAPSULE_BASES, "bases", "Другие основания обработки", false, 0, 0},
	{QUERY_CAPSULE_REFUSALS, "refusals", "Отказы и кому о них сообщено", false, 0, offsetof(struct capsule_letter, refusals)},
	{QUERY_CAPSULE_MATTERS, "matters", "Обращения и требования, и что по ним сделано", false, 0, 0},
	{QUERY_CAPSULE_STOPPED, "targets", "Что запланировано, отклонено и остановлено", false, 0, 0},
	{QUERY_CAPSULE_ATTEMPTS, "contacts", "Обращения и слова исполнителя", true, 0, offsetof(struct capsule_letter, contacts)},
	{QUERY_CAPSULE_CAMPAIGNS, "campaigns", "Кампании: цель, текст как отправлялся, заказчик", false, 1, 0},
	{QUERY_CAPSULE_DOCUMENTS, "documents", "Договоры, поручения и роли сторон", false, 0, 0},
};

static bool
tell_part(struct gathering *g, const struct part *part, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!run(g, part->query, part->by_day, &rows, err))
		return false;
	capsule_story_part(&g->story, part->name, part->title);
	for (int i = 0; i < rows_count(rows) && told; i++)
		told = capsule_story_thing(&g->story, rows_text(rows, i, part->column), err);
	capsule_story_part_end(&g->story);
	if (part->count != 0)
		memcpy((char *)&g->letter + part->count, &(int64_t){rows_count(rows)}, sizeof(int64_t));
	if (told && part->query == QUERY_CAPSULE_HOLDERS && rows_count(rows) == 0)
		told = fail(err, ERR_ABSENT, "nobody whom we know has this address");
	rows_free(rows);
	return told;
}

/* P-05: who distributes, by the contract that the settings name. */
static bool
tell_providers(struct gathering *g, struct err *err)
{
	struct rows *rows;
	struct buf line = {0};
	bool told = true;

	if (!run(g, QUERY_CAPSULE_CAMPAIGNS, false, &rows, err))
		return false;
	capsule_story_part(&g->story, "providers", "Исполнители (рекламораспространители)");
	for (int i = 0; i < rows_count(rows) && told; i++) {
		const char *name = rows_text(rows, i, 0);
		const struct contract *contract = contract_find(g->wish->contracts, name);
		struct json json;
		if (contract == NULL || (i > 0 && strcmp(name, rows_text(rows, i - 1, 0)) == 0))
			continue;
		buf_clear(&line);
		json_start(&json, &line);
		json_object(&json);
		json_key(&json, "country");
		json_text(&json, contract->country);
		json_key(&json, "distributor_inn");
		json_int(&json, contract->inn);
		json_key(&json, "order_until");
		json_instant(&json, contract->order_until);
		json_key(&json, "provider");
		json_text(&json, name);
		json_end(&json);
		told = capsule_story_thing(&g->story, line.data, err);
	}
	capsule_story_part_end(&g->story);
	buf_release(&line);
	rows_free(rows);
	return told;
}

static bool
tell_decisions(struct gathering *g, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!run(g, QUERY_CAPSULE_DECISIONS, true, &rows, err))
		return false;
	capsule_story_part(&g->story, "decisions", "Решения: можно ли было обратиться, и что ответило каждое правило");
	for (int i = 0; i < rows_count(rows) && told; i++) {
		struct past_decision past = {.id = rows_uuid(rows, i, 0), .outcome = outcome_find(view_of(rows_text(rows, i, 1))),
			.until = rows_time(rows, i, 2), .reasons = rows_bytes(rows, i, 3), .facts = rows_bytes(rows, i, 4),
			.decided_at = rows_time(rows, i, 6), .contact_point = rows_int(rows, i, 7)};
		struct err lost = {0};
		memcpy(past.policy_sha256, rows_bytes(rows, i, 5).data, SHA256_SIZE);
		const struct policy *policy = packs_find(g->packs, past.policy_sha256, past.decided_at, &lost);
		told = capsule_story_decision(&g->story, &past, rows_int(rows, i, 8), policy, err);
	}
	capsule_story_part_end(&g->story);
	g->letter.decisions = rows_count(rows);
	rows_free(rows);
	return told;
}

static bool
tell(struct gathering *g, struct err *err)
{
	bool told = true;

	capsule_story_begin(&g->story, g->wish->address->text, g->wish->who->at);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && told; i++)
		told = tell_part(g, &parts[i], err);
	told = told && tell_providers(g, err) && tell_decisions(g, err);
	return told;
}

/* Deciphered into the capsule's folder, which only its owner opens. */
static bool
add_evidence_file(struct gathering *g, const struct evidence_dir *dir, const struct rows *rows, int row, struct err *err)
{
	struct buf name = {0};
	struct evidence_plain plain;
	uint8_t sha256[SHA256_SIZE];

	memcpy(sha256, rows_bytes(rows, row, 0).data, sizeof(sha256));
	buf_add_text(&name, "evidence/");
	hex_add(&name, sha256, sizeof(sha256));
	buf_add_format(&name, ".%s", rows_text(rows, row, 1));
	FILE *file = capsule_box_file(g->box, name.data, err);
	buf_release(&name);
	return file != NULL && capsule_box_close(file, evidence_dir_read(dir, sha256, rows_bytes(rows, row, 2),
	    rows_bytes(rows, row, 3), fileno(file), &plain, err), err);
}

static bool
add_evidence(struct gathering *g, struct err *err)
{
	struct evidence_dir dir = {0};
	struct rows *rows;
	bool added = true;

	if (!run(g, QUERY_CAPSULE_EVIDENCE, false, &rows, err))
		return false;
	capsule_story_part(&g->story, "evidence", "Файлы-доказательства (папка evidence)");
	if (rows_count(rows) > 0)
		added = evidence_dir_open(g->wish->settings, &dir, err);
	for (int i = 0; i < rows_count(rows) && added; i++)
		added = capsule_story_thing(&g->story, rows_text(rows, i, 4), err) &&
		    (rows_is_null(rows, i, 2) || add_evidence_file(g, &dir, rows, i, err));
	capsule_story_part_end(&g->story);
	g->letter.evidence = rows_count(rows);
	evidence_dir_release(&dir);
	rows_free(rows);
	return added;
}

static bool
add_story(struct gathering *g, struct err *err)
{
	g->story.json = capsule_box_file(g->box, "story.json", err);
	if (g->story.json == NULL)
		return false;
	g->story.text = capsule_box_file(g->box, "story.txt", err);
	bool told = g->story.text != NULL && tell(g, err) && add_evidence(g, err);
	if (told)
		capsule_story_end(&g->story);
	told = capsule_box_close(g->story.json, told, err);
	return g->story.text != NULL && capsule_box_close(g->story.text, told, err);
}

static bool
add_packs(struct gathering *g, struct err *err)
{
	struct rows *rows;
	struct buf name = {0};
	bool added = true;

	if (!run(g, QUERY_CAPSULE_PACKS, false, &rows, err))
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
add_proof(struct gathering *g, const struct log_dir *dir, const struct note_key *key, int64_t leaf, struct view note,
    struct err *err)
{
	struct buf proof = {0};
	char name[40];

	snprintf(name, sizeof(name), "log/%09lld.proof", (long long)leaf);
	bool added = log_proof_write(dir, key, (uint64_t)leaf, note, &proof, err) &&
	    capsule_box_add(g->box, name, buf_view(&proof), err);
	buf_release(&proof);
	return added;
}

/* Read last: what the story tells has its entry by then. */
static bool
add_proofs(struct gathering *g, const struct log_dir *dir, const struct note_key *key, struct view note, struct err *err)
{
	struct rows *rows;
	struct checkpoint head;
	bool added = checkpoint_open(note, key, &head, err);

	if (!added || !run(g, QUERY_CAPSULE_ENTRIES, false, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows) && added; i++)
		if (rows_is_null(rows, i, 0))
			added = fail(err, ERR_REFUSED, "a decision about this address has no entry in the log: run audit verify");
		else if (rows_is_null(rows, i, 2) || rows_int(rows, i, 2) >= (int64_t)head.size)
			added = fail(err, ERR_RETRY, "the newest entries about this address are not sealed yet: try again in a second");
		else
			added = add_proof(g, dir, key, rows_int(rows, i, 2), note, err);
	g->letter.entries = rows_count(rows);
	rows_free(rows);
	return added;
}

static bool
add_log(struct gathering *g, struct err *err)
{
	struct buf note = {0}, text = {0};
	struct note_key key;
	struct log_dir *dir = log_key_verifier(g->wish->settings, &key, err) ? log_dir_open(g->wish->settings->log_dir, false, err) : NULL;

	if (dir == NULL)
		return false;
	note_key_format(&key, &text);
	buf_add_char(&text, '\n');
	bool added = log_dir_read(dir, "checkpoint", NOTE_MAX, &note, err) && capsule_box_add(g->box, "log/checkpoint", buf_view(&note), err) &&
	    capsule_box_add(g->box, "log/key", buf_view(&text), err) && add_proofs(g, dir, &key, buf_view(&note), err);
	log_dir_close(dir);
	buf_release(&note);
	buf_release(&text);
	return added;
}

static bool
add_letter(struct gathering *g, struct err *err)
{
	struct buf pdf = {0};
	struct rows *rows;

	if (!db_run(g->db, QUERY_CAPSULE_FROM, NULL, &rows, err))
		return false;
	g->letter.to = g->wish->to;
	g->letter.address = g->wish->address->text;
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
	entry.subject = g->wish->address->token;
	if (!act_reason_add(g->db, entry.what, g->wish->reason, &entry, &reason, err))
		return false;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "files");
	json_int(&json, capsule_box_count(g->box));
	json_key(&json, "manifest_sha256");
	json_hex(&json, g->manifest, SHA256_SIZE);
	act_reason_write(&reason, &json);
	json_key(&json, "to");
	json_text(&json, g->wish->to == CAPSULE_FAS ? "fas" : g->wish->to == CAPSULE_RKN ? "rkn" : "person");
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

bool
capsule_make(struct db *db, const struct capsule_wish *wish, const char *out, struct capsule_letter *made, struct err *err)
{
	struct gathering g = {.db = db, .wish = wish};

	g.box = capsule_box_new(out, err);
	if (g.box == NULL)
		return false;
	g.packs = packs_open(db);
	bool done = add_story(&g, err) && add_packs(&g, err) && add_log(&g, err) && add_letter(&g, err) && add_verifier(&g, err) &&
	    capsule_box_list(g.box, g.manifest, err) && leave_trace(&g, err) && capsule_box_zip(g.box, err);
	packs_free(g.packs);
	capsule_box_free(g.box);
	if (done)
		*made = g.letter;
	return done;
}

bool
capsule_to_find(const char *word, enum capsule_to *to)
{
	static const char *const words[] = {"person", "fas", "rkn"};

	for (int i = 0; i < 3; i++)
		if (strcmp(word, words[i]) == 0) {
			*to = (enum capsule_to)i;
			return true;
		}
	return false;
}
