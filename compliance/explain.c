/* explain.c - a verdict in sentences, and the rules as a paper. */
#include "compliance/explain.h"

#include <string.h>

#include "base/clock.h"
#include "compliance/zone_window.h"

static const char *
outcome_says(enum outcome outcome, enum lang lang)
{
	return lang == LANG_EN ? outcome_name(outcome) : outcome_russian(outcome);
}

static void
add_local(const struct zone *zone, int64_t instant, struct buf *out)
{
	struct local_time t = local_time(zone, instant);
	int year, month, date;

	day_date(t.day, &year, &month, &date);
	buf_add_format(out, "%04d-%02d-%02d %02d:%02d %s", year, month, date, t.hour, t.minute, zone_name(zone));
}

/* An instant on every clock it may be read from; UTC when the person may be anywhere. */
static void
add_instant(const struct facts *f, int64_t instant, struct buf *out)
{
	const struct zone *zones[3 * FACTS_ZONES];
	int count = zone_is_known(f) ? zones_possible(f, zones) : 0;

	for (int i = 0; i < count; i++) {
		if (i > 0)
			buf_add_text(out, ", ");
		add_local(zones[i], instant, out);
	}
	if (count == 0) {
		char text[28];
		instant_format(instant, text);
		buf_add(out, text, 16);
		buf_add_text(out, " UTC");
	}
}

static void
add_until(const struct facts *f, int64_t until, enum lang lang, struct buf *out)
{
	if (until == 0)
		return;
	buf_add_text(out, lang == LANG_EN ? "; not before " : "; не раньше ");
	add_instant(f, until, out);
}

static void
add_answer(const struct rule *rule, const struct policy *p, const struct answer *answer, const struct facts *f,
    enum lang lang, struct buf *out)
{
	const struct rule_words *words = policy_rule_words(p, rule->number);

	buf_add_format(out, "%s %s%s\n", rule->id, outcome_says((enum outcome)answer->outcome, lang),
	    !answer->observed ? "" : lang == LANG_EN ? " (observed only, does not count)" : " (наблюдение, в счёт не идёт)");
	buf_add_format(out, "  %s\n", words && words->says ? words->says : lang == LANG_EN ? rule->english : rule->russian);
	if (answer->outcome != OUTCOME_ALLOW) {
		buf_add_format(out, "  %s: %s", reason_code((enum reason)answer->reason),
		    reason_says((enum reason)answer->reason, lang));
		add_until(f, answer->until, lang, out);
		buf_add_char(out, '\n');
	}
	if (answer->outcome == OUTCOME_ALLOW && answer->reason != REASON_NONE)
		buf_add_format(out, "  %s: %s\n", lang == LANG_EN ? "approved by the officer" : "разрешил ответственный",
		    reason_says((enum reason)answer->reason, lang));
	buf_add_format(out, "  %s: %s\n", lang == LANG_EN ? "law" : "закон", words && words->law ? words->law : rule->law);
}

void
explain_verdict(const struct facts *f, const struct policy *p, const struct verdict *verdict, enum lang lang,
    struct buf *out)
{
	buf_add_format(out, "%s: %s", lang == LANG_EN ? "verdict" : "решение", outcome_says(verdict->outcome, lang));
	add_until(f, verdict->until, lang, out);
	buf_add_format(out, "\n%s: ", lang == LANG_EN ? "now" : "сейчас");
	add_instant(f, f->now, out);
	buf_add_format(out, "\n%s: %s %s\n\n", lang == LANG_EN ? "policy pack" : "пакет правил", p->name, p->version);
	for (int outcome = OUTCOME_DENY; outcome >= OUTCOME_ALLOW; outcome--)
		for (int i = 0; i < verdict->rules; i++)
			if (verdict->answer[i].outcome == outcome && p->asked[rules[i]->number])
				add_answer(rules[i], p, &verdict->answer[i], f, lang, out);
}

static void
add_date(int64_t instant, struct buf *out)
{
	char text[28];

	instant_format(instant, text);
	buf_add(out, text, 10);
}

static void
add_time(const struct rule *rule, struct buf *out)
{
	if (rule->since == 0 && rule->until == 0) {
		buf_add_text(out, "всегда");
		return;
	}
	buf_add_text(out, "с ");
	add_date(rule->since, out);
	if (rule->until != 0) {
		buf_add_text(out, " до ");
		add_date(rule->until, out);
	}
}

static void
add_rule(const struct rule *rule, struct buf *out)
{
	buf_add_format(out, "\n## %s\n\n%s\n\n*%s*\n\n- Закон: %s\n- Применяется: ", rule->id, rule->russian, rule->english,
	    rule->law);
	add_time(rule, out);
	buf_add_format(out, "\n- Номер в журнале: %d\n", rule->number);
	if (rule->reading != NULL)
		buf_add_format(out, "- Наше прочтение [POLICY, 21.11.2026]: %s\n", rule->reading);
}

static const char *
kind_says(struct view kind)
{
	static const char *const words[][2] = {{"rule", "правило допуска"}, {"record", "запись"}, {"clock", "срок"},
		{"check", "проверка установки"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (view_is(kind, words[i][0]))
			return words[i][1];
	return "?";
}

/* The field up to the tab or the line's end; moves on behind it. */
static struct view
next_field(struct view *line)
{
	size_t len = 0;

	while (len < line->len && line->data[len] != '\t')
		len++;
	struct view field = {line->data, len};
	size_t used = len < line->len ? len + 1 : len;
	line->data += used;
	line->len -= used;
	return field;
}

static void
add_home(struct view line, struct buf *out)
{
	struct view id = next_field(&line), kind = next_field(&line), places = next_field(&line), note = next_field(&line);

	buf_add_format(out, "| %.*s | %s | ", (int)id.len, id.data, kind_says(kind));
	if (view_is(places, "missing"))
		buf_add_text(out, "**ещё нет**");
	else
		for (size_t i = 0, from = 0; i <= places.len; i++)
			if (i == places.len || places.data[i] == ' ') {
				buf_add_format(out, "%s`%.*s`", from > 0 ? ", " : "", (int)(i - from), places.data + from);
				from = i + 1;
			}
	buf_add_format(out, " | %.*s |\n", (int)note.len, note.data);
}

static void
add_map(struct view map, struct buf *out)
{
	buf_add_text(out, "\n## Где что стоит\n\nВсе правила бумаги о законе: правило допуска, запись, срок или проверка установки. "
	    "Таблица — из `docs/law-map.tsv`; `tests/rules_test.sh` сверяет её с деревом.\n\n"
	    "| Правило | Что это | Где | |\n|---|---|---|---|\n");
	while (map.len > 0) {
		const char *end = memchr(map.data, '\n', map.len);
		size_t len = end ? (size_t)(end - map.data) : map.len;
		if (len > 0 && map.data[0] != '#')
			add_home((struct view){map.data, len}, out);
		size_t used = end ? len + 1 : len;
		map.data += used;
		map.len -= used;
	}
}

void
explain_rules(struct view map, struct buf *out)
{
	buf_add_text(out, "# Правила допуска\n\n"
	    "Составлено командой `dozvon gate rules` из таблицы `compliance/rules.def`; вручную не правится.\n"
	    "Спрашиваются все правила; побеждает самый строгий ответ: нельзя > решает ответственный > позже > можно.\n"
	    "Числа (часы, пределы, сроки) стоят в пакете правил `config/policies/ru.yaml`, у каждого дата и источник.\n");
	for (int i = 0; i < rule_count; i++)
		add_rule(rules[i], out);
	add_map(map, out);
	buf_add_text(out, "\n## Причины\n\n| Код | Подробно | По-русски | In English |\n|---|---|---|---|\n");
	for (int i = 1; i < REASON_COUNT; i++)
		buf_add_format(out, "| %s | %s | %s | %s |\n", reason_code((enum reason)i), reason_name((enum reason)i),
		    reason_says((enum reason)i, LANG_RU), reason_says((enum reason)i, LANG_EN));
}
