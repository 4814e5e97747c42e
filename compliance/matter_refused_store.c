/* matter_refused_store.c - the clocks that a refusal starts, whichever path it came by. */
#include "compliance/matter_refused_store.h"

#include <stdlib.h>
#include <string.h>

#include "compliance/matter_store.h"

static enum matter_kind
kind_of(enum scope scope)
{
	return scope == SCOPE_PD_WITHDRAWAL ? MATTER_WITHDRAWAL :
	    scope == SCOPE_ALL_CONTACT ? MATTER_STOP_PROCESSING : MATTER_UNKNOWN;
}

static bool
put(struct db *db, const struct matter_opening *list, size_t count, const struct entry *who, struct err *err)
{
	size_t opened;

	if (count == 0)
		return true;
	int64_t *ids = memory_new(count * sizeof(*ids));
	bool done = matter_put(db, list, count, who, ids, &opened, err);
	free(ids);
	return done;
}

bool
matter_open_refused(struct db *db, const struct suppression *list, size_t count, const struct entry *who, struct err *err)
{
	struct matter_opening *openings = memory_new((count + 1) * sizeof(*openings));
	size_t demands = 0;

	for (size_t i = 0; i < count; i++)
		if (kind_of(list[i].fact.scope) != MATTER_UNKNOWN && strcmp(list[i].path, "hold") != 0)	/* nobody has demanded it yet */
			openings[demands++] = (struct matter_opening){.kind = kind_of(list[i].fact.scope), .subject = list[i].token,
				.legal_entity_inn = list[i].fact.legal_entity_inn, .opened_at = list[i].fact.said_at,
				.path = list[i].path, .reference = "", .zone = ""};
	bool done = put(db, openings, demands, who, err);
	free(openings);
	return done;
}

static bool
is_withdrawn(const struct consent_said *said, const struct consent_recorded *recorded)
{
	return recorded->fate == FATE_RECORDED && said->act == ACT_withdrawn &&
	    (said->fact.code == CONSENT_PD_PROMO || said->fact.code == CONSENT_HEALTH_WRITTEN);
}

bool
matter_open_withdrawn(struct db *db, const struct consent_said *said, size_t count,
    const struct consent_recorded *recorded, int64_t now, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "process", .process = "consent"};
	struct matter_opening *openings = memory_new((count + 1) * sizeof(*openings));
	size_t withdrawals = 0;

	for (size_t i = 0; i < count; i++)
		if (is_withdrawn(&said[i], &recorded[i]))
			openings[withdrawals++] = (struct matter_opening){.kind = MATTER_WITHDRAWAL, .subject = said[i].address.token,
				.party = recorded[i].party, .legal_entity_inn = said[i].fact.legal_entity_inn, .opened_at = said[i].at,
				.path = "consent", .reference = "", .zone = ""};
	bool done = put(db, openings, withdrawals, &who, err);
	free(openings);
	return done;
}
