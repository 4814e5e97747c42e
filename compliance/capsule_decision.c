/* capsule_decision.c - one decision in the story: what it knew, and what each rule answered, judged again from that. */
#include "base/clock.h"
#include "base/json.h"
#include "compliance/capsule_story.h"
#include "compliance/explain.h"
#include "compliance/facts_pack.h"

static void
write_decision(const struct past_decision *past, int64_t campaign, struct view says, struct json *json)
{
	char id[UUID_TEXT];

	uuid_format(past->id, id);
	json_object(json);
	json_key(json, "at");
	json_instant(json, past->decided_at);
	json_key(json, "campaign");
	json_int(json, campaign);
	json_key(json, "decision");
	json_text(json, id);
	json_key(json, "facts");
	json_hex(json, past->facts.data, past->facts.len);
	json_key(json, "outcome");
	json_text(json, outcome_name(past->outcome));
	json_key(json, "policy");
	json_hex(json, past->policy_sha256, sizeof(past->policy_sha256));
	json_key(json, "reasons");
	json_hex(json, past->reasons.data, past->reasons.len);
	json_key(json, "says");
	json_view(json, says);
	json_key(json, "until");
	json_instant(json, past->until);
	json_end(json);
}

bool
capsule_story_decision(struct capsule_story *story, const struct past_decision *past, int64_t campaign,
    const struct policy *policy, struct err *err)
{
	struct buf says = {0}, line = {0};
	struct verdict verdict;
	struct facts facts;
	struct json json;
	char id[UUID_TEXT], at[28];

	uuid_format(past->id, id);
	instant_format(past->decided_at, at);
	if (policy == NULL)
		buf_add_text(&says, "Пакет правил этого решения прочитать нельзя; ответы правил не восстановлены.\n");
	else if (!replay_judge(past, policy, &verdict, err) || !facts_unpack(past->facts, &facts, err))
		return false;
	else
		explain_verdict(&facts, policy, &verdict, LANG_RU, &says);
	if (policy != NULL && !replay_agrees(past, &verdict, &line))
		buf_add_format(&says, "\nВНИМАНИЕ: вынесенное заново решение отличается: %s\n", line.data);
	buf_clear(&line);
	json_start(&json, &line);
	write_decision(past, campaign, buf_view(&says), &json);
	capsule_story_line(story, line.data);
	fprintf(story->text, "%lld. Решение %s, %.19s UTC, кампания № %lld: %s\n\n%s\n", (long long)story->things, id, at,
	    (long long)campaign, outcome_russian(past->outcome), says.data);
	buf_release(&says);
	buf_release(&line);
	return true;
}
