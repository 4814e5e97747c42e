/* access_store.c - gathering what is known of one person, and of nobody else, part by part as 152-FZ 14(7) lists it. */
#include "compliance/access_store.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/lang.h"
#include "compliance/access.h"
#include "compliance/capsule_story.h"
#include "compliance/staff_store.h"
#include "compliance/paper.h"
#include "compliance/person_read_store.h"
#include "compliance/verdict_json.h"

struct gathering {
	struct db *db;
	const struct access_wish *wish;
	struct matter matter;
	int64_t party;			/* 0: we keep nobody at this address */
	struct buf tokens;		/* of addresses that are this person's alone */
	struct capsule_story story;
	struct access_answer *out;
};

enum { BY_PARTY = 1, BY_TOKENS = 2, BY_ENTITY = 4 };

static bool
run(struct gathering *g, enum query query, unsigned by, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	if (by & BY_PARTY)
		args_int(&args, g->party);
	if (by & BY_ENTITY)
		args_int(&args, g->matter.legal_entity_inn);
	if (by & BY_TOKENS) {
		args_array(&args, ARRAY_BYTES, g->tokens.len / TOKEN_SIZE);
		for (size_t i = 0; i < g->tokens.len; i += TOKEN_SIZE)
			args_array_bytes(&args, g->tokens.data + i, TOKEN_SIZE);
	}
	bool done = db_run(g->db, query, &args, rows, err);
	args_release(&args);
	return done;
}

static bool
run_subject(struct gathering *g, enum query query, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, g->party);
	args_bytes(&args, g->matter.has_subject ? g->matter.subject : NULL, TOKEN_SIZE);
	bool done = db_run(g->db, query, &args, rows, err);
	args_release(&args);
	return done;
}

/* Whose data: the matter's party; the only one that holds its address; or nobody's, which is an answer too. */
static bool
find_whose(struct gathering *g, struct err *err)
{
	struct rows *rows;

	g->party = g->matter.party;
	if (g->party == 0 && !g->matter.has_subject)
		return fail(err, ERR_REFUSED, "matter %lld names nobody: identify the person with --party", (long long)g->matter.id);
	if (!run_subject(g, QUERY_ACCESS_WHOSE, &rows, err))
		return false;
	int64_t party = rows_int(rows, 0, 0), holders = rows_int(rows, 0, 1);
	bool there = g->party == 0 || rows_bool(rows, 0, 2);
	rows_free(rows);
	if (party == 0 && holders > 1)
		return fail(err, ERR_REFUSED, "%lld persons hold this address: identify the one who asks with --party", (long long)holders);
	g->party = there ? party : 0;
	if (!run_subject(g, QUERY_ACCESS_TOKENS, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		buf_add(&g->out->tokens, rows_bytes(rows, i, 0).data, TOKEN_SIZE);
		if (rows_bool(rows, i, 1))
			buf_add(&g->tokens, rows_bytes(rows, i, 0).data, TOKEN_SIZE);
	}
	rows_free(rows);
	return true;
}

static bool
state(struct gathering *g, const char *words, struct err *err)
{
	struct buf line = {0};

	access_statement(words, &line);
	bool told = capsule_story_thing(&g->story, line.data, err);
	buf_release(&line);
	return told;
}

/* An array of the answer that is one query, with the JSON in its first column. */
static const struct part {
	enum query query;
	unsigned by;
	const char *name, *title;
} parts[] = {
	{QUERY_ACCESS_CONSENTS, BY_PARTY, "consents", "# 3. Правовые основания и цели: согласия"},
	{QUERY_ACCESS_WORDINGS, BY_PARTY, "wordings", "# 3.1. Тексты этих согласий"},
	{QUERY_ACCESS_BASES, BY_PARTY, "bases", "# 3.2. Другие основания"},
	{QUERY_ACCESS_PERSON, BY_PARTY, "person", "# 5. Какие данные обрабатываются"},
	{QUERY_ACCESS_POINTS, BY_PARTY, "addresses", "# 5.1. Телефоны и адреса эл. почты"},
	{QUERY_ACCESS_SOURCES, BY_PARTY, "sources", "# 5.2. Откуда получены данные"},
	{QUERY_ACCESS_CAMPAIGNS, BY_PARTY, "campaigns", "# 5.3. Для чего решалось об обращении к Вам, и в каких словах"},
	{QUERY_ACCESS_CONTACTS, BY_PARTY, "contacts", "# 5.4. Обращения к Вам"},
	{QUERY_ACCESS_REFUSALS, BY_PARTY | BY_TOKENS, "refusals", "# 5.5. Ваши отказы"},
	{QUERY_ACCESS_MATTERS, BY_PARTY | BY_TOKENS, "matters", "# 5.6. Ваши запросы и требования"},
	{QUERY_ACCESS_READERS, BY_TOKENS, "readers", "# 6. Кто из работников видел данные"},
	{QUERY_ACCESS_MEASURES, BY_ENTITY, "measures", "# 11. Как оператор исполняет обязанности (ст. 18.1)"},
};

static bool
tell_part(struct gathering *g, enum query query, struct err *err)
{
	const struct part *part = parts;
	struct rows *rows;

	while (part->query != query)
		part++;
	if (!run(g, query, part->by, &rows, err))
		return false;
	bool told = capsule_story_rows(&g->story, part->name, part->title, rows, 0, err);
	rows_free(rows);
	return told;
}

/* Told here, handed over by whoever has the key of the files. */
static bool
tell_copies(struct gathering *g, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!run(g, QUERY_ACCESS_COPIES, BY_PARTY, &rows, err))
		return false;
	capsule_story_part(&g->story, "copies", "# 3.3. Копии подтверждений согласий, которые передаются с ответом");
	g->out->copies = rows_count(rows);
	g->out->copy = memory_new((size_t)(g->out->copies + 1) * sizeof(*g->out->copy));
	for (int i = 0; i < g->out->copies && told; i++) {
		struct access_copy *copy = &g->out->copy[i];
		memcpy(copy->sha256, rows_bytes(rows, i, 1).data, SHA256_SIZE);
		for (size_t c = 0; c < sizeof(copy->kind) - 1 && rows_text(rows, i, 2)[c] != '\0'; c++)
			copy->kind[c] = (char)tolower((unsigned char)rows_text(rows, i, 2)[c]);
		told = capsule_story_thing(&g->story, rows_text(rows, i, 0), err);
	}
	capsule_story_part_end(&g->story);
	rows_free(rows);
	return told;
}

static bool
tell_statements(struct gathering *g, const char *name, const char *title, const char *const *words, struct err *err)
{
	bool told = true;

	capsule_story_part(&g->story, name, title);
	for (; *words != NULL && told; words++)
		told = state(g, *words, err);
	capsule_story_part_end(&g->story);
	return told;
}

/* Name and address are what the law asks for (14(7)(4)): without them there is no answer. */
static bool
tell_operators(struct gathering *g, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!run(g, QUERY_ACCESS_OPERATORS, BY_ENTITY, &rows, err))
		return false;
	capsule_story_part(&g->story, "operators", "# 2. Оператор");
	for (int i = 0; i < rows_count(rows) && told; i++)
		if (rows_text(rows, i, 1)[0] == '\0')
			told = fail(err, ERR_REFUSED, "the answer has to say where %s is: dozvon entity change --address", rows_text(rows, i, 0));
		else
			told = capsule_story_thing(&g->story, rows_text(rows, i, 2), err);
	capsule_story_part_end(&g->story);
	rows_free(rows);
	return told;
}

static bool
tell_recipient(struct gathering *g, const struct rows *rows, int row, struct err *err)
{
	const char *provider = rows_text(rows, row, 0);
	const struct contract *contract = contract_find(g->wish->contracts, provider);
	struct buf line = {0};

	if (contract == NULL || contract->processor[0] == '\0' || contract->address[0] == '\0')
		return fail(err, ERR_REFUSED, "the answer has to name who \"%s\" is and where: processor and address of the contracts file",
		    provider);
	access_recipient(contract, rows_time(rows, row, 1), rows_time(rows, row, 2), rows_int(rows, row, 3), &line);
	bool told = capsule_story_thing(&g->story, line.data, err);
	buf_release(&line);
	return told;
}

static bool
tell_recipients(struct gathering *g, struct err *err)
{
	struct rows *rows;
	bool told = true;

	if (!run(g, QUERY_ACCESS_RECIPIENTS, BY_PARTY, &rows, err))
		return false;
	capsule_story_part(&g->story, "recipients", "# 7. Кому переданы данные: лица, обрабатывающие их по поручению оператора");
	for (int i = 0; i < rows_count(rows) && told; i++)
		told = tell_recipient(g, rows, i, err);
	capsule_story_part_end(&g->story);
	rows_free(rows);
	return told;
}

static bool
tell_transfers(struct gathering *g, struct err *err)
{
	const struct contract *contract;
	struct buf line = {0};
	bool told = true;
	int abroad = 0;

	capsule_story_part(&g->story, "transfers", "# 9. Трансграничная передача");
	for (int i = 0; (contract = contract_at(g->wish->contracts, i)) != NULL && told; i++) {
		if (strcmp(contract->country, "RU") == 0)
			continue;
		buf_clear(&line);
		access_transfer(contract, &line);
		told = capsule_story_thing(&g->story, line.data, err);
		abroad++;
	}
	if (told && abroad == 0)
		told = state(g, "не осуществлялась и не предполагается", err);
	capsule_story_part_end(&g->story);
	buf_release(&line);
	return told;
}

static bool
tell_decisions(struct gathering *g, struct err *err)
{
	struct rows *rows;
	struct buf line = {0};
	bool told = true;

	if (!run(g, QUERY_ACCESS_DECISIONS, BY_PARTY, &rows, err))
		return false;
	capsule_story_part(&g->story, "decisions", "# 10. Решения, принятые автоматически: можно ли к Вам обратиться");
	for (int i = 0; i < rows_count(rows) && told; i++) {
		buf_clear(&line);
		access_decision(rows_uuid(rows, i, 0), rows_time(rows, i, 1), rows_int(rows, i, 2), rows_text(rows, i, 3),
		    rows_bytes(rows, i, 4), &line);
		told = capsule_story_thing(&g->story, line.data, err);
	}
	capsule_story_part_end(&g->story);
	buf_release(&line);
	rows_free(rows);
	return told;
}

static bool
tell_terms(struct gathering *g, struct err *err)
{
	struct buf line = {0};
	bool told = true;

	capsule_story_part(&g->story, "terms", "# 8. Сроки обработки и хранения");
	for (int i = 0; told && access_term(i, g->wish->policy, &line); i++) {
		told = capsule_story_thing(&g->story, line.data, err);
		buf_clear(&line);
	}
	capsule_story_part_end(&g->story);
	buf_release(&line);
	return told;
}

/* In the order of 152-FZ 14(7). */
static bool
tell(struct gathering *g, struct err *err)
{
	const char *const *confirmed = g->party != 0 ? access_known : access_unknown;

	access_begin(&g->matter, g->wish->now, &g->story);
	bool told = tell_statements(g, "confirmation", "# 1. Обрабатываются ли данные", confirmed, err) && tell_operators(g, err) &&
	    tell_part(g, QUERY_ACCESS_CONSENTS, err) && tell_part(g, QUERY_ACCESS_WORDINGS, err) &&
	    tell_part(g, QUERY_ACCESS_BASES, err) && tell_copies(g, err) && tell_statements(g, "methods", "# 4. Способы обработки", access_methods, err) &&
	    tell_part(g, QUERY_ACCESS_PERSON, err) && tell_part(g, QUERY_ACCESS_POINTS, err) && tell_part(g, QUERY_ACCESS_SOURCES, err) &&
	    tell_part(g, QUERY_ACCESS_CAMPAIGNS, err) && tell_part(g, QUERY_ACCESS_CONTACTS, err) &&
	    tell_part(g, QUERY_ACCESS_REFUSALS, err) && tell_part(g, QUERY_ACCESS_MATTERS, err) &&
	    tell_part(g, QUERY_ACCESS_READERS, err) && tell_recipients(g, err) && tell_terms(g, err) && tell_transfers(g, err) &&
	    tell_decisions(g, err) && tell_part(g, QUERY_ACCESS_MEASURES, err) &&
	    tell_statements(g, "rights", "# 12. Ваши права и как ими воспользоваться", access_rights, err);
	if (told)
		capsule_story_end(&g->story);
	return told;
}

/* Both texts at once, in memory. */
static bool
write_both(struct gathering *g, struct access_answer *out, struct err *err)
{
	char *json = NULL, *text = NULL;
	size_t json_len = 0, text_len = 0;

	g->story.json = open_memstream(&json, &json_len);
	g->story.text = open_memstream(&text, &text_len);
	must(g->story.json != NULL && g->story.text != NULL);
	bool told = tell(g, err);
	must(fclose(g->story.json) == 0 && fclose(g->story.text) == 0);
	if (told) {
		buf_add(&out->json, json, json_len);
		buf_add(&out->text, text, text_len);
		paper_write(out->text.data, &out->pdf);
	}
	free(json);
	free(text);
	return told;
}

static bool
note(struct gathering *g, struct err *err)
{
	struct person_read read = {.reading = READING_ACCESS, .login = g->wish->login, .matter = g->matter.id, .persons = g->party != 0};
	struct entry who = {.at = g->wish->now, .who_kind = "process", .process = g->wish->process};

	for (size_t i = 0; i < g->tokens.len; i += TOKEN_SIZE)
		person_read_add(&read, (struct view){g->tokens.data + i, TOKEN_SIZE});
	if (g->matter.has_subject)
		person_read_add(&read, (struct view){(const char *)g->matter.subject, TOKEN_SIZE});
	bool noted = person_read_note(g->db, &read, &who, NULL, err);
	person_read_release(&read);
	return noted;
}

static bool
may_answer(struct gathering *g, struct err *err)
{
	if (!staff_must(g->db, g->wish->login, RIGHT_DECIDE, &g->out->staff, err) ||
	    !matter_load(g->db, g->wish->matter, &g->matter, err))
		return false;
	if (g->matter.kind != MATTER_ACCESS && g->matter.kind != MATTER_REGULATOR)
		return fail(err, ERR_INPUT, "matter %lld is of another kind: it does not demand this", (long long)g->matter.id);
	const char *lack = matter_lack(&g->matter, true);
	return lack == NULL || fail(err, ERR_REFUSED, "matter %lld cannot be closed: %s", (long long)g->matter.id, say(lack));
}

bool
access_answer(struct db *db, const struct access_wish *wish, struct access_answer *out, struct err *err)
{
	struct gathering g = {.db = db, .wish = wish, .out = out};

	*out = (struct access_answer){0};
	bool answered = may_answer(&g, err) && find_whose(&g, err) && write_both(&g, out, err) && note(&g, err);
	buf_release(&g.tokens);
	if (!answered)
		access_release(out);
	return answered;
}

bool
access_close(struct db *db, const struct access_wish *wish, const struct access_answer *answer, struct err *err)
{
	uint8_t sha[SHA256_SIZE];
	struct matter_act act = {.matter = wish->matter, .login = wish->login, .says = "ответ составлен: access.json, access.pdf",
		.file_sha256 = sha, .now = wish->now, .process = wish->process};

	sha256(answer->pdf.data, answer->pdf.len, sha);
	return matter_close(db, &act, err);
}

void
access_release(struct access_answer *answer)
{
	buf_release(&answer->json);
	buf_release(&answer->text);
	buf_release(&answer->pdf);
	buf_release(&answer->tokens);
	free(answer->copy);
	answer->copy = NULL;
}
