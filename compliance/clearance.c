/*
 * clearance.c - the one-shot permission.  It is made here only, from a
 * verdict in which every rule that counts allowed, and it dies by being spent or by age.
 */
#include "compliance/clearance.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"

struct clearance {
	struct uuid decision;
	enum channel channel;
	int64_t made_at;
	bool spent;
	char *address;
};

static bool
every_rule_allowed(const struct verdict *verdict)
{
	for (int i = 0; i < verdict->rules; i++)
		if (verdict->answer[i].outcome != OUTCOME_ALLOW && !verdict->answer[i].observed)
			return false;
	return verdict->outcome == OUTCOME_ALLOW;
}

struct clearance *
gate_clear(const struct verdict *verdict, const struct facts *facts, struct uuid decision, const char *address)
{
	if (!every_rule_allowed(verdict) || facts->channel == CHANNEL_UNKNOWN || facts->now == 0 || address[0] == '\0')
		return NULL;
	struct clearance *clearance = memory_new(sizeof(*clearance));
	clearance->decision = decision;
	clearance->channel = facts->channel;
	clearance->made_at = facts->now;
	clearance->address = memory_text(address);
	return clearance;
}

void *
clearance_free(struct clearance *clearance)
{
	if (clearance != NULL)
		free(clearance->address);
	free(clearance);
	return NULL;
}

struct uuid
clearance_decision(const struct clearance *clearance)
{
	return clearance->decision;
}

enum channel
clearance_channel(const struct clearance *clearance)
{
	return clearance->channel;
}

const char *
clearance_address(const struct clearance *clearance)
{
	return clearance->address;
}

/* A clock that was set back does not make a clearance live longer: one from the future is not fresh. */
bool
clearance_is_fresh(const struct clearance *clearance, int64_t now)
{
	return !clearance->spent && now >= clearance->made_at && now - clearance->made_at < CLEARANCE_SECONDS * SECOND;
}

bool
clearance_spend(struct clearance *clearance, int64_t now)
{
	must(!clearance->spent);
	if (!clearance_is_fresh(clearance, now))
		return false;
	clearance->spent = true;
	return true;
}
