/* erasure_act.c - the words of the destruction act and of the event log's extract (order 179 of Roskomnadzor). */
#include "compliance/erasure.h"

#include <string.h>

#include "base/clock.h"

static const struct {
	const char *name, *russian;
} reasons[] = {
	[ERASURE_WITHDRAWAL] = {"WITHDRAWAL", "отзыв согласия (152-ФЗ, ст. 21, ч. 5)"},
	[ERASURE_PURPOSE_REACHED] = {"PURPOSE_REACHED", "цель обработки достигнута (152-ФЗ, ст. 21, ч. 4)"},
	[ERASURE_UNLAWFUL] = {"UNLAWFUL", "неправомерная обработка (152-ФЗ, ст. 21, ч. 3)"},
};
static const char categories[] = "фамилия, имя, отчество; телефоны; адреса эл. почты; дата и год рождения; регион; "
    "сведения о согласиях и их подтверждения; обращения и ответы; сведения о контактах";
static const char information_system[] = "ИС «Дозвон»";

enum erasure_reason
erasure_reason_find(const char *name)
{
	for (size_t i = ERASURE_WITHDRAWAL; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(name, reasons[i].name) == 0)
			return (enum erasure_reason)i;
	return ERASURE_UNKNOWN;
}

const char *
erasure_reason_name(enum erasure_reason reason)
{
	return reasons[reason].name;
}

const char *
erasure_reason_russian(enum erasure_reason reason)
{
	return reasons[reason].russian;
}

void
erasure_release(struct erasure *erasure)
{
	buf_release(&erasure->tokens);
	buf_release(&erasure->files);
	buf_release(&erasure->operator);
	buf_release(&erasure->processors);
	buf_release(&erasure->method);
}

/* A name would be the very datum that is gone: the person is marked by the number of the row and the tokens of the addresses. */
static void
add_person(const struct erasure *erasure, struct buf *out)
{
	if (erasure->party != 0)
		buf_add_format(out, "контакт № %lld", (long long)erasure->party);
	else
		buf_add_text(out, "контакт стёрт ранее");
	for (size_t i = 0; i < erasure->tokens.len; i += TOKEN_SIZE) {
		buf_add_text(out, i == 0 ? "; токены адресов: " : ", ");
		hex_add(out, erasure->tokens.data + i, TOKEN_SIZE);
	}
}

static void
add_files(const struct erasure *erasure, struct buf *out)
{
	if (erasure->files.len == 0)
		buf_add_text(out, "  не было\n");
	for (size_t i = 0; i < erasure->files.len; i += SHA256_SIZE) {
		buf_add_text(out, "  SHA-256 ");
		hex_add(out, erasure->files.data + i, SHA256_SIZE);
		buf_add_char(out, '\n');
	}
}

static void
add_heading(const struct erasure *erasure, struct buf *out)
{
	char at[28];

	instant_format(erasure->now, at);
	buf_add_format(out, "Акт № %lld об уничтожении персональных данных\n\n", (long long)erasure->act);
	buf_add_format(out, "Дата уничтожения (UTC): %s\nОператор: %s\n", at, erasure->operator.len ? erasure->operator.data : "-");
	buf_add_format(out, "Обработчики, которым передавались адреса: %s (каждый подтверждает уничтожение сам)\n",
	    erasure->processors.len ? erasure->processors.data : "не было");
	buf_add_text(out, "Субъект: ");
	add_person(erasure, out);
	buf_add_format(out, "\nКатегории данных: %s\nИнформационная система: %s\nПричина: %s\n", categories, information_system,
	    erasure_reason_russian(erasure->reason));
	if (erasure->matter != 0)
		buf_add_format(out, "Обращение: № %lld\n", (long long)erasure->matter);
	buf_add_format(out, "Способ и средство: %s\n", erasure->method.data);
}

void
erasure_act_write(const struct erasure *erasure, struct buf *out)
{
	add_heading(erasure, out);
	buf_add_text(out, "\nУничтожено или обезличено записей, по таблицам:\n");
	for (int i = 0; i < erasure->counts; i++)
		if (erasure->count[i].rows > 0)
			buf_add_format(out, "  %s: %lld\n", erasure->count[i].what, (long long)erasure->count[i].rows);
	buf_add_text(out, "Файлы подтверждений (ключи уничтожены, файлы удалены):\n");
	add_files(erasure, out);
	buf_add_text(out, "\nОсталось: токен адреса с объёмом и датой отказа (чтобы не обратиться снова), решения с исходом и причинами, "
	    "номера, коды и даты согласий, хеши; имён, адресов и дат рождения среди них нет.\n"
	    "Вне этого акта: файлы списков и выгрузок, сохранённые вручную, и резервные копии; их задачи закрываются отдельно, "
	    "резервные копии гаснут по своему сроку.\n\nУничтожили:\n");
	for (int i = 0; i < ERASURE_SIGNERS; i++)
		buf_add_format(out, "  %s   подпись: ____________________\n", erasure->signer[i]);
	buf_add_text(out, "\nХранить 3 года отдельно от рабочих данных.\n");
}

void
erasure_extract_write(const struct erasure *erasure, struct buf *out)
{
	char at[28];

	instant_format(erasure->now, at);
	buf_add_text(out, "субъект\tкатегории данных\tинформационная система\tпричина\tдата уничтожения\n");
	add_person(erasure, out);
	buf_add_format(out, "\t%s\t%s\t%s\t%s\n", categories, information_system, erasure_reason_russian(erasure->reason), at);
}
