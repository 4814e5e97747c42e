/*
 * lint.c - a message read part by part: every group of the list is asked of every place where it may stand.
 *
 * What is no matter of words alone (shares, dates, scripts, Latin) stands in
 * lint_warning.c, lint_offer.c, lint_latin.c, lint_robot.c and lint_sender.c.
 */
#include "compliance/lint.h"

#include <stdio.h>
#include <string.h>

#include "compliance/lint_parts.h"

enum { EACH_GROUP = 3, EXCEPT_BEFORE = 8 };

const char *
lint_place_name(unsigned place)
{
	return place == PART_SUBJECT ? "subject" : place == PART_SENDER ? "sender" : "text";
}

bool
lint_concerns(const struct content_group *group, const struct lint_text *message)
{
	return (group->classes == 0 || (group->classes & 1u << message->class)) &&
	    (group->channels == 0 || (group->channels & 1u << message->channel));
}

/* Bytes cut at a character's beginning. */
static void
copy_words(struct view words, char out[FINDING_WORDS])
{
	size_t len = words.len < FINDING_WORDS ? words.len : FINDING_WORDS - 1;

	while (len > 0 && len < words.len && ((unsigned char)words.data[len] & 0xc0) == 0x80)
		len--;
	memcpy(out, words.data, len);
	out[len] = '\0';
}

static void
find_line(struct view text, uint32_t byte, struct finding *out)
{
	out->line = out->column = 1;
	for (uint32_t i = 0; i < byte && i < text.len; i++) {
		if (text.data[i] == '\n') {
			out->line++;
			out->column = 1;
		} else if (((unsigned char)text.data[i] & 0xc0) != 0x80) {
			out->column++;
		}
	}
}

struct finding *
lint_add(struct lint_view *view, const struct content_group *group, int from, int to)
{
	static struct finding overflow;
	struct finding *finding = view->out->count < FINDINGS_MAX ? &view->out->finding[view->out->count++] : &overflow;

	*finding = (struct finding){.rule = group->rule, .group = group->name, .severity = group->severity, .place = view->place,
		.line = 1, .column = 1, .says = group->says, .remedy = group->remedy};
	if (to > from) {
		const struct content_token *first = &view->graph.token[from], *last = &view->graph.token[to - 1];
		finding->at = first->at;
		finding->chars = last->at + last->chars - first->at;
		find_line(view->graph.text, first->byte, finding);
		copy_words((struct view){view->graph.text.data + first->byte, last->byte + last->bytes - first->byte}, finding->words);
	}
	return finding;
}

void
lint_say(struct lint_view *view, const struct content_group *group, int from, int to, const char *says, const char *remedy)
{
	struct finding *finding = lint_add(view, group, from, to);

	finding->says = says;
	finding->remedy = remedy;
}

static bool
fits_any(const struct content_phrase *phrases, const struct content_graph *graph, int node, int *end)
{
	for (const struct content_phrase *phrase = phrases; phrase != NULL; phrase = phrase->next)
		if (content_phrase_fits(phrase, graph, node, end))
			return true;
	return false;
}

/* Whether innocent words lie over those from node to end. */
static bool
is_excepted(const struct content_group *group, const struct content_graph *graph, int node, int end)
{
	for (int at = node > EXCEPT_BEFORE ? node - EXCEPT_BEFORE : 0; at < end; at++)
		for (const struct content_phrase *phrase = group->except; phrase != NULL; phrase = phrase->next) {
			int last;
			if (content_phrase_fits(phrase, graph, at, &last) && last > node)
				return true;
		}
	return false;
}

bool
lint_find(const struct lint_view *view, const struct content_group *group, int node, int *from, int *to)
{
	for (; node < view->graph.tokens; node++)
		if (fits_any(group->phrases, &view->graph, node, to) && !is_excepted(group, &view->graph, node, *to)) {
			*from = node;
			return true;
		}
	return false;
}

static void
ask_group(struct lint_view *view, const struct content_group *group)
{
	bool concerns = lint_concerns(group, view->message), secret = strcmp(group->rule, "M-04") == 0;
	int identity = view->graph.tokens, behind, from, to, found = 0;

	if (!concerns && !secret)
		return;
	if (!group->after_identity || view->message->channel != CHANNEL_CALL_OPERATOR ||
	    !lint_find(view, view->words->need[NEED_IDENTITY], 0, &identity, &behind))
		identity = view->graph.tokens;
	for (int node = 0; found < EACH_GROUP && lint_find(view, group, node, &from, &to); node = to > from ? to : from + 1) {
		if (secret)
			view->out->neutral = false;
		if (concerns && from < identity) {
			lint_add(view, group, from, to);
			found++;
		}
	}
}

/* What should be there and is not. */
static void
ask_need(struct lint_view *view, enum content_need need, bool *there)
{
	const struct content_group *group = view->words->need[need];
	int from, to;

	*there = lint_find(view, group, 0, &from, &to);
	if (!*there && lint_concerns(group, view->message))
		lint_add(view, group, 0, 0);
}

static void
ask_category(struct lint_view *view)
{
	static const struct content_group group = {.rule = "M-09", .name = "category", .severity = SEVERITY_ERROR,
		.says = "Реклама отправляется как сервисное сообщение: оператор связи разделяет их.",
		.remedy = "Укажите sms_category: advertising и рекламный шаблон оператора связи."};
	const struct lint_text *message = view->message;

	if (message->channel == CHANNEL_SMS && message->sms_category != NULL && message->class == CLASS_AD &&
	    strcmp(message->sms_category, "advertising") != 0)
		lint_add(view, &group, 0, 0);
}

static void
read_part(const struct content_words *words, const struct lint_text *message, unsigned place, struct view text,
    struct lint *out)
{
	struct lint_view view = {.words = words, .message = message, .place = place, .out = out};
	struct arena arena = {0};
	bool recording;

	content_graph_make(words->stemmer, text, &arena, &view.graph);
	for (const struct content_group *group = words->groups; group != NULL; group = group->next)
		if (group->need == NEED_NONE && (group->places & place))
			ask_group(&view, group);
	if (place == PART_SENDER)
		lint_sender(&view);
	else
		lint_latin(&view);
	if (place == PART_TEXT) {
		lint_warning(&view);
		lint_offer(&view);
		ask_category(&view);
		ask_need(&view, NEED_STOP, &out->stop_path);
		if (message->channel == CHANNEL_CALL_ROBOT)
			lint_robot(&view);
		ask_need(&view, NEED_RECORDING, &recording);
	}
	arena_release(&arena);
}

void
lint(const struct content_words *words, const struct lint_text *text, struct lint *out)
{
	static const struct content_group too_long = {.rule = "M-01", .name = "too-long", .severity = SEVERITY_ERROR,
		.says = "Текст длиннее 32 КиБ: целиком он не проверяется.", .remedy = "Сократите текст."};

	*out = (struct lint){.neutral = true};
	if (text->text.len + text->subject.len + text->sender.len > LINT_TEXT_MAX) {
		struct lint_view view = {.place = PART_TEXT, .out = out};
		lint_add(&view, &too_long, 0, 0);
		out->neutral = false;
		return;
	}
	read_part(words, text, PART_TEXT, text->text, out);
	if (text->subject.len > 0)
		read_part(words, text, PART_SUBJECT, text->subject, out);
	if (text->sender.len > 0)
		read_part(words, text, PART_SENDER, text->sender, out);
	/* In a live call the agent has the key; the person has the voice. */
	out->stop_path = out->stop_path || text->channel == CHANNEL_CALL_OPERATOR;
}

int
lint_count(const struct lint *lint, enum content_severity severity)
{
	int count = 0;

	for (int i = 0; i < lint->count; i++)
		count += lint->finding[i].severity == severity;
	return count;
}

bool
lint_has(const struct lint *lint, const char *rule)
{
	for (int i = 0; i < lint->count; i++)
		if (strcmp(lint->finding[i].rule, rule) == 0)
			return true;
	return false;
}
