/* matter.c - a matter as JSON: no address and no token, its clocks as of now. */
#include "web/matter.h"

#include "base/lang.h"

static void
write_clock(const struct matter_clock *clock, struct json *json)
{
	json_object(json);
	json_key(json, "deadline");
	json_text(json, deadline_rule(clock->deadline)->name);
	json_key(json, "due");
	json_instant(json, clock->due);
	json_key(json, "state");
	json_text(json, clock_state_name(clock->state));
	json_key(json, "fault");
	json_text(json, clock->fault[0] ? clock->fault : NULL);
	json_end(json);
}

static void
write_instant(struct json *json, const char *name, int64_t instant)
{
	json_key(json, name);
	json_instant(json, instant);
}

static void
write_number(struct json *json, const char *name, int64_t number)
{
	json_key(json, name);
	json_int(json, number);
}

void
matter_write(const struct matter *m, const struct policy *policy, int64_t now, struct json *json)
{
	struct matter_clock clocks[MATTER_CLOCKS];
	int64_t due;
	int count = matter_clocks(m, policy, now, clocks);
	enum clock_state state = matter_state(clocks, count, &due);
	const char *lack = matter_lack(m, true);

	json_object(json);
	write_number(json, "id", m->id);
	json_key(json, "kind");
	json_text(json, matter_kind_name(m->kind));
	json_key(json, "state");
	json_text(json, clock_state_name(state));
	write_instant(json, "opened_at", m->opened_at);
	write_number(json, "legal_entity_inn", m->legal_entity_inn);
	write_number(json, "party", m->party);
	json_key(json, "path");
	json_text(json, m->path);
	json_key(json, "reference");
	json_text(json, m->reference);
	write_instant(json, "identified_at", m->identified_at);
	write_instant(json, "extended_at", m->extended_at);
	write_instant(json, "closed_at", m->closed_at);
	write_number(json, "tasks_open", m->tasks_open);
	json_key(json, "lacks");
	json_text(json, lack != NULL && m->closed_at == 0 ? say(lack) : NULL);
	json_key(json, "clocks");
	json_array(json);
	for (int i = 0; i < count; i++)
		write_clock(&clocks[i], json);
	json_end(json);
	json_end(json);
}
