/* erasure_act.c - the words of the destruction act and of the event log's extract (order 179 of Roskomnadzor). */
#include "compliance/erasure.h"

#include <stdlib.h>
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
	buf_release(&erasure->persons);
	buf_release(&erasure->backups);
	free(erasure->left);
}

size_t
erasure_persons(const struct erasure *erasure)
{
	return erasure->persons.len == 0 ? 1 : erasure->persons.len / sizeof(struct erasure_person);
}

struct erasure_person
erasure_person(const struct erasure *erasure, size_t i)
{
	struct erasure_person person = {erasure->party, 0, erasure->tokens.len / TOKEN_SIZE};

	if (erasure->persons.len > 0)
		memcpy(&person, erasure->persons.data + i * sizeof(person), sizeof(person));
	return person;
}

/* A name would be the very datum that is gone: the person is marked by the number of the row and the tokens of the addresses. */
static void
add_person(const struct erasure *erasure, size_t i, struct buf *out)
{
	struct erasure_person person = erasure_person(erasure, i);

	if (person.party != 0)
		buf_add_format(out, "контакт № %lld", (long long)person.party);
	else
		buf_add_text(out, "контакт стёрт ранее");
	for (size_t n = 0; n < person.count; n++) {
		buf_add_text(out, n == 0 ? "; токены адресов: " : ", ");
		hex_add(out, erasure->tokens.data + (person.first + n) * TOKEN_SIZE, TOKEN_SIZE);
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

static const char *
kind_russian(const char *kind)
{
	static const char *const words[][2] = {
		{"LIST", "список"}, {"REJECTS", "файл отказов"}, {"CAPSULE", "досье"}, {"EVIDENCE", "копия подтверждения"},
		{"ANSWER", "ответ на запрос"}, {"EXPORT", "выгрузка"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(kind, words[i][0]) == 0)
			return words[i][1];
	return kind;
}

/* A name that names the person would bring back into the act what it says is gone. */
static void
add_left(const struct outside_left *file, struct buf *out)
{
	char at[28];

	instant_format(file->made_at, at);
	buf_add_format(out, "  файл № %lld, %s, %s, %s", (long long)file->id, kind_russian(file->kind), at, file->who[0] ? file->who : "-");
	if (file->path[0] == '\0')
		buf_add_text(out, ", отдан по сети");
	else
		buf_add_format(out, ", %s%s%s", file->host, file->host[0] ? ":" : "", file->named ? "(имя файла называет человека)" : file->path);
	if (file->sha256[0] != '\0')
		buf_add_format(out, ", SHA-256 %s", file->sha256);
	buf_add_char(out, '\n');
}

enum left_fate { LEFT_REMOVED, LEFT_FOR_PEOPLE, LEFT_PERHAPS };

static enum left_fate
fate_of(const struct outside_left *file)
{
	return file->removed ? LEFT_REMOVED : file->certain ? LEFT_FOR_PEOPLE : LEFT_PERHAPS;
}

static void
add_lefts(const struct erasure *erasure, enum left_fate fate, struct buf *out)
{
	size_t before = out->len;

	for (int i = 0; i < erasure->lefts; i++)
		if (fate_of(&erasure->left[i]) == fate)
			add_left(&erasure->left[i], out);
	if (out->len == before)
		buf_add_text(out, "  нет\n");
}

/* What lies outside the database: removed by us, to be destroyed by people, and where somebody has to look. */
void
erasure_left_write(const struct erasure *erasure, struct buf *out)
{
	buf_add_text(out, "Копии об одном этом человеке, удалённые вместе с ним:\n");
	add_lefts(erasure, LEFT_REMOVED, out);
	buf_add_text(out, "Файлы, где этот человек есть и которые оператор уничтожает сам:\n");
	add_lefts(erasure, LEFT_FOR_PEOPLE, out);
	buf_add_text(out, "Файлы многих людей, где он может быть; оператор проверяет их сам:\n");
	add_lefts(erasure, LEFT_PERHAPS, out);
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
	for (size_t i = 0; i < erasure_persons(erasure); i++) {
		buf_add_text(out, "Субъект: ");
		add_person(erasure, i, out);
		buf_add_char(out, '\n');
	}
	buf_add_format(out, "Категории данных: %s\nИнформационная система: %s\nПричина: %s\n", categories, information_system,
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
	    "\nВне базы данных:\n");
	erasure_left_write(erasure, out);
	buf_add_text(out, "Копии, которых программа не делала, ей не известны.\n"
	    "Резервные копии, где данные ещё лежат (сроки — долг оператора, не дольше шести месяцев):\n");
	buf_add_text(out, erasure->backups.len > 0 ? erasure->backups.data : "  в реестре копий таких нет\n");
	buf_add_text(out, "\nУничтожили:\n");
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
	for (size_t i = 0; i < erasure_persons(erasure); i++) {
		add_person(erasure, i, out);
		buf_add_format(out, "\t%s\t%s\t%s\t%s\n", categories, information_system, erasure_reason_russian(erasure->reason), at);
	}
}
