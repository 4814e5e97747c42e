/* verdict_json.c - a verdict as canonical JSON. */
#include "compliance/verdict_json.h"

#include "base/err.h"
#include "base/json.h"
#include "base/lang.h"
#include "compliance/rule.h"

static void
write_answer(struct json *json, const struct rule *rule, const struct answer *answer)
{
	json_object(json);
	json_key(json, "detail");
	json_text(json, reason_name((enum reason)answer->reason));
	if (answer->observed) {
		json_key(json, "observed");
		json_bool(json, true);
	}
	json_key(json, "outcome");
	json_text(json, outcome_name((enum outcome)answer->outcome));
	json_key(json, "reason");
	json_text(json, reason_code((enum reason)answer->reason));
	json_key(json, "rule");
	json_text(json, rule->id);
	if (answer->until != 0) {
		json_key(json, "until");
		json_instant(json, answer->until);
	}
	json_end(json);
}

void
verdict_write_json(const struct verdict *verdict, struct buf *out)
{
	struct json json;

	must(verdict->rules == rule_count);
	json_start(&json, out);
	json_object(&json);
	json_key(&json, "answers");
	json_array(&json);
	for (int i = 0; i < verdict->rules; i++)
		if (verdict->answer[i].outcome != OUTCOME_ALLOW)
			write_answer(&json, rules[i], &verdict->answer[i]);
	json_end(&json);
	json_key(&json, "outcome");
	json_text(&json, outcome_name(verdict->outcome));
	if (verdict->until != 0) {
		json_key(&json, "until");
		json_instant(&json, verdict->until);
	}
	json_end(&json);
}

void
verdict_pairs_write(struct view pairs, struct json *json)
{
	struct buf text = {0};

	json_array(json);
	for (size_t i = 0; i + 1 < pairs.len; i += 2) {
		const struct rule *rule = rule_find((uint8_t)pairs.data[i]);
		buf_clear(&text);
		buf_add_format(&text, "%s: %s", rule ? rule->id : "?", reason_says((enum reason)(uint8_t)pairs.data[i + 1], LANG_RU));
		json_text(json, text.data);
	}
	json_end(json);
	buf_release(&text);
}
