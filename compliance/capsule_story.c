/* capsule_story.c - what happened with one address, as JSON and in Russian, thing by thing. */
#include "compliance/capsule_story.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* A word of a closed list in Russian; what is in no list is said as it stands. */
#define SAID(function, list) \
	static const char * \
	function(const char *word) \
	{ \
		return list##_find(view_of(word)) ? list##_russian(list##_find(view_of(word))) : word; \
	}
SAID(party_kind_said, party_kind)
SAID(consent_act_said, consent_act)
SAID(code_said, consent_code)
SAID(channel_said, channel)
SAID(purpose_said, purpose)
SAID(class_said, message_class)
SAID(scope_said, scope)
SAID(basis_kind_said, basis_kind)
SAID(matter_kind_said, matter_kind)
SAID(document_kind_said, document_kind)
SAID(party_state_said, party_state)
SAID(address_kind_said, address_kind)
SAID(address_owner_said, address_owner)
SAID(identity_said, identity_level)
SAID(signature_said, signature_kind)
SAID(outcome_said, outcome)
SAID(point_said, collection_point)

/* The Russian of a word of one of our own short lists, pairs that end with NULL. */
static const char *
pair_said(const char *const (*words)[2], const char *word)
{
	for (; (*words)[0] != NULL; words++)
		if (strcmp((*words)[0], word) == 0)
			return (*words)[1];
	return word;
}

/* "kind" is said of addresses, bases and matters: no word stands in two of their lists. */
static const char *
kind_said(const char *word)
{
	const char *said = basis_kind_said(word);

	if (said == word)
		said = matter_kind_said(word);
	return said == word ? address_kind_said(word) : said;
}

/* "act" of a consent, of its person, of a matter. */
static const char *
act_said(const char *word)
{
	static const char *const words[][2] = {{"signature", "подпись"}, {"opened", "открыто"}, {"identified", "личность установлена"},
		{"extended", "срок продлён"}, {"met", "срок выполнен"}, {"task_done", "задача выполнена"}, {"corrected", "исправлено"},
		{"noted", "учтено"}, {"closed", "закрыто"}, {NULL, NULL}};
	const char *said = consent_act_said(word);

	return said == word ? pair_said(words, word) : said;
}

static const char *
deed_said(const char *word)
{
	static const char *const words[][2] = {{"stop", "прекратить"}, {"destroy", "уничтожить"}, {"copy", "сообщить об исправлении"},
		{NULL, NULL}};

	return pair_said(words, word);
}

static const char *
place_said(const char *word)
{
	static const char *const words[][2] = {{"contacts", "контакты"}, {"lists", "списки"}, {"evidence", "файлы подтверждений"},
		{"exports", "выгрузки"}, {"backups", "резервные копии"}, {NULL, NULL}};

	return pair_said(words, word);
}

static const char *
state_said(const char *word)
{
	static const char *const words[][2] = {{"excluded", "исключён"}, {"review", "ждёт ответственного"}, {"card", "ждёт оператора"},
		{"due", "ждёт срока"}, {"held", "в работе"}, {"denied", "отказано правилом"}, {"done", "завершено"}, {"stopped", "остановлено"},
		{"unknown", "исход неизвестен"}, {"letter", "ждёт письма"}, {"acknowledged", "подтверждено"}, {"gone", "снято"},
		{"draft", "черновик"}, {"approved", "утверждена"}, {"planning", "планируется"}, {"running", "идёт"}, {"paused", "приостановлена"},
		{"finished", "закончена"}, {NULL, NULL}};
	const char *said = party_state_said(word);

	return said == word ? pair_said(words, word) : said;
}

static const char *
reader_said(const char *word)
{
	static const char *const words[][2] = {{"agent", "оператор"}, {"marketer", "маркетолог"}, {"administrator", "администратор"},
		{"compliance", "ответственный за персональные данные"}, {"auditor", "проверяющий"}, {"process", "программа"}, {"staff", "сотрудник"},
		{"person", "сам человек"}, {NULL, NULL}};

	return pair_said(words, word);
}

/* The answers of reading.def; a word that is missing here is said as it stands. */
static const char *
reading_said(const char *word)
{
	static const char *const words[][2] = {{"consent.show", "согласия"}, {"consent.state", "согласия на день"}, {"suppress.check", "отказы"},
		{"gate.decision", "решение и что о нём было известно"}, {"evidence.get", "файл подтверждения"}, {"inbox.unclear", "ответы, ждущие решения"},
		{"pushes.list", "кому сообщено об отказах"}, {"campaign.unknown", "попытки с неизвестным исходом"}, {"matter.show", "обращение"},
		{"matter.list", "список обращений"}, {"cards.list", "карточка для звонка"}, {"access.answer", "ответ на запрос о данных"},
		{"why.page", "страница «Почему вы со мной связались?»"}, {"search", "всё, что найдено поиском"}, {"export", "выгрузка"},
		{"capsule.get", "досье"}, {"unmask", "номер или адрес целиком"}, {NULL, NULL}};

	return pair_said(words, word);
}

static const char *
path_said(const char *word)
{
	static const char *const words[][2] = {{"sms", "ответом на SMS"}, {"link", "по ссылке из письма"}, {"agent", "в разговоре с оператором"},
		{"phrase", "словами в разговоре"}, {"dtmf", "клавишей"}, {"desk", "на стойке"}, {"letter", "письмом"}, {"web", "на сайте"},
		{"provider", "через исполнителя"}, {"carrier", "через оператора связи"}, {"import", "из прежних записей"},
		{"consent", "отзывом согласия"}, {"erasure", "при уничтожении данных"}, {NULL, NULL}};

	return pair_said(words, word);
}

static const char *
attempt_said(const char *word)
{
	static const char *const words[][2] = {{"cleared", "разрешено"}, {"dropped", "не отправлялось"}, {"sent", "отправлено"},
		{"accepted", "принято исполнителем"}, {"ringing", "звонок идёт"}, {"answered", "ответили"}, {"delivered", "доставлено"},
		{"completed", "разговор состоялся"}, {"busy", "занято"}, {"no_answer", "не ответили"}, {"rejected", "отклонено"},
		{"unreachable", "недоступен"}, {"bad_recipient", "адрес не существует"}, {"opted_out", "человек отказался"},
		{"failed", "не удалось"}, {"expired", "вышло время"}, {"unknown", "неизвестно"}, {NULL, NULL}};

	return pair_said(words, word);
}

struct label {
	const char *member, *label;
	const char *(*said)(const char *word);
};
static const struct label labels[] = {
#define CAPSULE_WORD(member, label, said) {member, label, said},
#include "compliance/capsule_words.def"
#undef CAPSULE_WORD
};

static struct label
label_of(const char *member)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strcmp(labels[i].member, member) == 0)
			return labels[i];
	return (struct label){member, member, NULL};
}

/* An instant as people write it; all else that is text as it stands. */
static bool
tell_instant(FILE *text, const char *value)
{
	int64_t instant;
	int year, month, day;

	if (strlen(value) < 20 || value[4] != '-' || value[10] != 'T' || !instant_parse(value, &instant))
		return false;
	day_date(instant / DAY, &year, &month, &day);
	int64_t minute = instant % DAY / MINUTE;
	fprintf(text, "%02d.%02d.%d %02d:%02d", day, month, year, (int)(minute / 60), (int)(minute % 60));
	return true;
}

static void
tell_scalar(FILE *text, const json_t *value, const char *(*said)(const char *))
{
	if (json_is_string(value) && said == NULL && tell_instant(text, json_string_value(value)))
		return;
	if (json_is_string(value))
		fprintf(text, "%s", said ? said(json_string_value(value)) : json_string_value(value));
	else if (json_is_integer(value))
		fprintf(text, "%lld", (long long)json_integer_value(value));
	else
		fprintf(text, "%s", json_is_true(value) ? "да" : json_is_false(value) ? "нет" : "—");
}

static void tell_object(FILE *text, json_t *object, int depth);

static void
tell_array(FILE *text, const json_t *array, struct label label, int depth)
{
	bool flat = !json_is_object(json_array_get(array, 0));

	fprintf(text, "%*s%s:%s", 2 * depth, "", label.label, flat ? " " : "\n");
	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *one = json_array_get(array, i);
		if (!flat) {
			tell_object(text, one, depth + 1);
			fprintf(text, "\n");
			continue;
		}
		fprintf(text, "%s", i > 0 ? ", " : "");
		tell_scalar(text, one, label.said);
	}
	if (flat)
		fprintf(text, "\n");
}

/* What nobody stated is left out. */
static void
tell_object(FILE *text, json_t *object, int depth)
{
	const char *member;
	json_t *value;

	json_object_foreach(object, member, value) {
		struct label label = label_of(member);
		if (json_is_null(value) || (json_is_array(value) && json_array_size(value) == 0))
			continue;
		if (json_is_array(value)) {
			tell_array(text, value, label, depth);
			continue;
		}
		fprintf(text, "%*s%s: ", 2 * depth, "", label.label);
		if (json_is_object(value)) {
			fprintf(text, "\n");
			tell_object(text, value, depth + 1);
			continue;
		}
		tell_scalar(text, value, label.said);
		fprintf(text, "\n");
	}
}

void
capsule_story_begin(struct capsule_story *story, const char *about, const char *on, int64_t at)
{
	char instant[28];

	instant_format(at, instant);
	fprintf(story->json, "{\"v\":2,\"made_at\":\"%s\",", instant);
	if (on != NULL)
		fprintf(story->json, "\"on\":\"%s\",", on);
	fprintf(story->json, "\n");
	fprintf(story->text, "%s\nСоставлено %.16s UTC; все времена без пояса — UTC.\n", about, instant);
	if (on != NULL)
		fprintf(story->text, "Решения и обращения — только за %s.\n", on);
}

void
capsule_story_end(struct capsule_story *story)
{
	fprintf(story->json, "}\n");
}

void
capsule_story_part(struct capsule_story *story, const char *name, const char *title)
{
	fprintf(story->json, "%s\"%s\":[\n", story->some_part ? ",\n" : "", name);
	fprintf(story->text, "\n%s\n\n", title);
	story->some_part = true;
	story->things = 0;
}

void
capsule_story_part_end(struct capsule_story *story)
{
	fprintf(story->json, "%s]", story->things > 0 ? "\n" : "");
	if (story->things == 0)
		fprintf(story->text, "  Нет.\n");
}

void
capsule_story_line(struct capsule_story *story, const char *line)
{
	fprintf(story->json, "%s%s", story->things++ > 0 ? ",\n" : "", line);
}

bool
capsule_story_thing(struct capsule_story *story, const char *text, struct err *err)
{
	json_error_t wrong;
	json_t *thing = json_loads(text, 0, &wrong);

	for (const char *const *member = story->without; member != NULL && *member != NULL; member++)
		json_object_del(thing, *member);
	char *line = thing ? json_dumps(thing, JSON_COMPACT) : NULL;

	if (line == NULL) {
		json_decref(thing);
		return fail(err, ERR_INPUT, "a part of the story is not JSON: %s", wrong.text);
	}
	capsule_story_line(story, line);
	fprintf(story->text, "%lld.\n", (long long)story->things);
	tell_object(story->text, thing, 1);
	free(line);
	json_decref(thing);
	return true;
}

bool
capsule_story_rows(struct capsule_story *story, const char *name, const char *title, const struct rows *rows, int column,
    struct err *err)
{
	bool told = true;

	capsule_story_part(story, name, title);
	for (int i = 0; i < rows_count(rows) && told; i++)
		told = capsule_story_thing(story, rows_text(rows, i, column), err);
	capsule_story_part_end(story);
	return told;
}
