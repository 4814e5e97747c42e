/* lint_json.c - findings as JSON, and as lines for people. */
#include "compliance/lint_json.h"

#include <string.h>

const char *
lint_verdict(const struct lint *lint)
{
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_WARNING; severity--)
		if (lint_count(lint, (enum content_severity)severity) > 0)
			return content_severity_name((enum content_severity)severity);
	return "ok";
}

static void
write_finding(const struct finding *finding, struct json *json)
{
	json_object(json);
	json_key(json, "at");
	json_int(json, finding->at);
	json_key(json, "chars");
	json_int(json, finding->chars);
	json_key(json, "column");
	json_int(json, finding->column);
	json_key(json, "group");
	json_text(json, finding->group);
	json_key(json, "line");
	json_int(json, finding->line);
	json_key(json, "place");
	json_text(json, lint_place_name(finding->place));
	json_key(json, "remedy");
	json_text(json, finding->remedy);
	json_key(json, "rule");
	json_text(json, finding->rule);
	json_key(json, "says");
	json_text(json, finding->says);
	json_key(json, "severity");
	json_text(json, content_severity_name(finding->severity));
	json_key(json, "words");
	json_text(json, finding->words);
	json_end(json);
}

/* Each rule once, in the order of the findings. */
static void
write_rules(const struct lint *lint, struct json *json)
{
	json_array(json);
	for (int i = 0; i < lint->count; i++) {
		int before = 0;
		while (before < i && strcmp(lint->finding[before].rule, lint->finding[i].rule) != 0)
			before++;
		if (before == i)
			json_text(json, lint->finding[i].rule);
	}
	json_end(json);
}

void
lint_write_json(const struct lint *lint, struct json *json)
{
	json_key(json, "findings");
	json_array(json);
	for (int i = 0; i < lint->count; i++)
		write_finding(&lint->finding[i], json);
	json_end(json);
	json_key(json, "human_key");
	json_bool(json, lint->human_key);
	json_key(json, "neutral");
	json_bool(json, lint->neutral);
	json_key(json, "offer_until");
	json_instant(json, lint->offer_until);
	json_key(json, "rules");
	write_rules(lint, json);
	json_key(json, "stop_path");
	json_bool(json, lint->stop_path);
	json_key(json, "verdict");
	json_text(json, lint_verdict(lint));
	json_key(json, "warning");
	json_bool(json, lint->warning);
	json_key(json, "warning_share");
	json_int(json, lint->warning_share);
}

void
lint_write_finding(const struct finding *finding, struct buf *out)
{
	static const char *const russian[] = {"совет", "решает ответственный", "ошибка"};
	const char *place = finding->place == PART_SUBJECT ? "тема" : finding->place == PART_SENDER ? "отправитель" : "текст";

	buf_add_format(out, "%s %s, %s", finding->rule, russian[finding->severity], place);
	if (finding->chars > 0)
		buf_add_format(out, " %u:%u «%s»", finding->line, finding->column, finding->words);
	buf_add_format(out, ": %s %s\n", finding->says, finding->remedy);
}
