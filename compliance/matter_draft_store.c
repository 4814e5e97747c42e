/* matter_draft_store.c - the drafts: who writes to whom, by which law, until when; then what is on record. */
#include "compliance/matter_draft_store.h"

#include <string.h>

#include "base/clock.h"
#include "compliance/leak_store.h"
#include "compliance/words.h"

static void
add_day(const struct matter *m, int64_t instant, struct buf *out)
{
	struct local_time at = local_time(zone_find(m->zone), instant);
	int year, month, day;

	day_date(at.day, &year, &month, &day);
	buf_add_format(out, "%02d.%02d.%d %02d:%02d (%s)", day, month, year, at.hour, at.minute, m->zone);
}

static bool
add_operators(struct db *db, const struct matter *m, struct buf *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, m->legal_entity_inn);
	bool run = db_run(db, QUERY_MATTER_OPERATORS, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		buf_add_format(out, "Оператор: %s, ИНН %lld, адрес: %s\n", rows_text(rows, i, 0), (long long)rows_int(rows, i, 1),
		    rows_text(rows, i, 2)[0] ? rows_text(rows, i, 2) : "____________________");
	rows_free(rows);
	return true;
}

static bool
write_leak(struct db *db, const struct matter *m, const struct policy *policy, int64_t now, struct buf *out, struct err *err)
{
	struct matter_clock clocks[MATTER_CLOCKS];
	char at[28];
	int count = matter_clocks(m, policy, now, clocks);

	instant_format(m->opened_at, at);
	buf_add_text(out, "# В Роскомнадзор. Уведомление об инциденте с персональными данными (152-ФЗ, ст. 21, ч. 3.1)\n\n");
	if (!add_operators(db, m, out, err))
		return false;
	buf_add_format(out, "Выявлен (UTC): %s\n", at);
	for (int i = 0; i < count; i++) {
		buf_add_format(out, "Срок: %s — до ", deadline_rule(clocks[i].deadline)->russian);
		if (clocks[i].due != 0)
			add_day(m, clocks[i].due, out);
		buf_add_text(out, "\n");
	}
	return leak_write(db, m->id, out, err);
}

/* Which data were corrected when; and, when none were, what the officer said of them. */
static bool
add_corrected(struct db *db, const struct matter *m, struct buf *out, struct err *err)
{
	struct rows *rows;
	int corrected = 0;

	if (!matter_events(db, m->id, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		if (strcmp(rows_text(rows, i, 0), "corrected") == 0) {
			buf_add_format(out, "%s: исправлено ", rows_text(rows, i, 4));
			add_day(m, rows_time(rows, i, 2), out);
			buf_add_text(out, "\n");
			corrected++;
		}
	if (corrected == 0)
		buf_add_text(out, "Неточность не подтвердилась, данные не изменены. Почему: ____________________\n");
	rows_free(rows);
	return true;
}

static bool
add_copies(struct db *db, const struct matter *m, struct buf *out, struct err *err)
{
	struct rows *rows;

	if (!matter_tasks(db, m->id, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		buf_add_format(out, "%s: ", rows_text(rows, i, 3));
		if (rows_is_null(rows, i, 4))
			buf_add_text(out, "ещё не подтвердил");
		else
			add_day(m, rows_time(rows, i, 4), out);
		buf_add_text(out, "\n");
	}
	if (rows_count(rows) == 0)
		buf_add_text(out, "Данные никому не передавались.\n");
	rows_free(rows);
	return true;
}

static bool
write_correction(struct db *db, const struct matter *m, struct buf *out, struct err *err)
{
	buf_add_text(out, "# Уведомление об уточнении персональных данных (152-ФЗ, ст. 21, ч. 2, и ст. 20, ч. 3)\n\n");
	if (!add_operators(db, m, out, err))
		return false;
	buf_add_format(out, "По Вашему обращению № %lld, поступившему ", (long long)m->id);
	add_day(m, m->opened_at, out);
	buf_add_text(out, ".\nНа время проверки данные заблокированы: к Вам никто не обращался.\n\n# Что исправлено\n");
	if (!add_corrected(db, m, out, err))
		return false;
	buf_add_text(out, "\n# Кому сообщено об исправлении\n");
	return add_copies(db, m, out, err);
}

static bool
write_objection(struct db *db, const struct matter *m, struct buf *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	buf_add_text(out, "# Ответ на возражение против решения, принятого автоматически (152-ФЗ, ст. 16)\n\n");
	if (!add_operators(db, m, out, err))
		return false;
	buf_add_format(out, "По Вашему обращению № %lld, поступившему ", (long long)m->id);
	add_day(m, m->opened_at, out);
	buf_add_text(out, ".\n\nАвтоматически у нас решается одно: можно ли к Вам обратиться по закону. Лечение, цены и запись от этого не "
	    "зависят. С момента Вашего возражения автоматические и массовые звонки Вам прекращены.\n\n# Какие решения были приняты\n");
	args_init(&args);
	args_int(&args, m->party);
	bool run = db_run(db, QUERY_MATTER_OUTCOMES, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		buf_add_format(out, "%s: %lld\n", outcome_russian(outcome_find(view_of(rows_text(rows, i, 0)))), (long long)rows_int(rows, i, 1));
	if (rows_count(rows) == 0)
		buf_add_text(out, "Никаких.\n");
	buf_add_text(out, "\n# Что решил человек, рассмотревший возражение\n____________________\n");
	rows_free(rows);
	return true;
}

bool
matter_draft(struct db *db, int64_t id, const struct policy *policy, int64_t now, struct buf *out, struct err *err)
{
	struct matter m;
	bool written;

	if (!matter_load(db, id, &m, err))
		return false;
	if (zone_find(m.zone) == NULL)
		return fail(err, ERR_INPUT, "the time zone \"%s\" is not known", m.zone);
	if (m.kind == MATTER_LEAK)
		written = write_leak(db, &m, policy, now, out, err);
	else if (m.kind == MATTER_CORRECTION)
		written = write_correction(db, &m, out, err);
	else if (m.kind == MATTER_OBJECTION)
		written = write_objection(db, &m, out, err);
	else
		return fail(err, ERR_INPUT, "for a matter of this kind nothing is drafted");
	if (written)
		buf_add_text(out, "\nЧерновик. Подписывает и отправляет ответственный: ____________________\n");
	return written;
}
