/* capsule_address_store.c - the story of one address: whose it is, what was agreed, refused, decided, sent, answered, and by whom seen. */
#include <stddef.h>
#include <string.h>

#include "compliance/capsule_gathering.h"
#include "compliance/evidence_dir.h"

#define COUNTS(member) offsetof(struct capsule_letter, member)

static const struct capsule_part parts[] = {
	{QUERY_CAPSULE_HOLDERS, "holders", "Чей это адрес и откуда он у нас", false, 2, 0},
	{QUERY_CAPSULE_CONSENTS, "consents", "Согласия: каждое действие по порядку", false, 0, COUNTS(consents)},
	{QUERY_CAPSULE_WORDINGS, "wordings", "Тексты согласий, как они были показаны", false, 0, 0},
	{QUERY_CAPSULE_RECEIPTS, "receipts", "Выданные человеку подтверждения согласий", false, 0, 0},
	{QUERY_CAPSULE_BASES, "bases", "Другие основания обработки", false, 0, 0},
	{QUERY_CAPSULE_REFUSALS, "refusals", "Отказы и кому о них сообщено", false, 0, COUNTS(refusals)},
	{QUERY_CAPSULE_REPLIES, "replies", "Ответы человека, прочитанные сотрудником", false, 0, 0},
	{QUERY_CAPSULE_MATTERS, "matters", "Обращения и требования, и что по ним сделано", false, 0, 0},
	{QUERY_CAPSULE_STOPPED, "targets", "Что запланировано, отклонено и остановлено", false, 0, 0},
	{QUERY_CAPSULE_ATTEMPTS, "contacts", "Обращения и слова исполнителя", true, 0, COUNTS(contacts)},
	{QUERY_CAPSULE_CAMPAIGNS, "campaigns", "Кампании: цель, текст как отправлялся, заказчик", false, 0, 0},
	{QUERY_CAPSULE_REVIEWS, "reviews", "Решения сотрудника, отвечающего за соблюдение закона", false, 0, 0},
	{QUERY_CAPSULE_DOCUMENTS, "documents", "Договоры, поручения и роли сторон", false, 0, 0},
	{QUERY_CAPSULE_READS, "reads", "Кто из сотрудников смотрел эти данные", false, 0, 0},
};

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
tell_evidence(struct gathering *g, struct err *err)
{
	struct evidence_dir dir = {0};
	struct rows *rows;
	bool added = true;

	if (!gathering_rows(g, QUERY_CAPSULE_EVIDENCE, false, &rows, err))
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

bool
capsule_address_tell(struct gathering *g, struct err *err)
{
	int count;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!gathering_part(g, &parts[i], &count, err))
			return false;
		if (parts[i].query == QUERY_CAPSULE_HOLDERS && count == 0)
			return fail(err, ERR_ABSENT, "nobody whom we know has this address");
	}
	return gathering_providers(g, QUERY_CAPSULE_PROVIDERS, err) && gathering_decisions(g, QUERY_CAPSULE_DECISIONS, true, err) &&
	    tell_evidence(g, err);
}
