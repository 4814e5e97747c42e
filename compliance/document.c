/* document.c - whether a paper of the registers holds. */
#include "compliance/document.h"

#include <string.h>

static const struct {
	const char *name, *russian;
} states[] = {
	[DOCUMENT_VALID] = {"valid", "действует"},
	[DOCUMENT_SOON] = {"due_soon", "скоро срок"},
	[DOCUMENT_OVERDUE] = {"overdue", "ПРОСРОЧЕН"},
	[DOCUMENT_NOT_YET] = {"not_yet", "ещё не действует"},
};

const char *
document_state_name(enum document_state state)
{
	return states[state].name;
}

const char *
document_state_russian(enum document_state state)
{
	return states[state].russian;
}

static bool
roles_are_known(const char *roles)
{
	static const char *const known[] = {"advertiser", "distributor", "customer", "processor"};

	while (*roles != '\0') {
		size_t len = strcspn(roles, ",");
		bool found = false;
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			found = found || (strlen(known[i]) == len && memcmp(roles, known[i], len) == 0);
		if (!found)
			return false;
		roles += len + (roles[len] == ',');
	}
	return true;
}

const char *
document_fault(const struct document *d)
{
	if (d->kind == DOCUMENT_UNKNOWN)
		return "the kind of document is missing or not in the list";
	if (d->number[0] == '\0' || d->legal_entity_inn == 0 || d->valid_from == 0)
		return "number, entity and the date from which it holds are needed";
	if (d->valid_until != 0 && d->valid_until <= d->valid_from)
		return "it ends before it begins";
	if ((d->kind == DOCUMENT_RKN_NOTIFICATION) != (d->purposes != 0))
		return "purposes belong to the notification, and it must name them";
	if (d->kind == DOCUMENT_PROCESSOR_ORDER && d->provider[0] == '\0')
		return "a processing order names the provider: --provider";
	if (d->kind != DOCUMENT_RKN_CHANGE && d->done_at != 0)
		return "only a change of the notification is sent: --sent";
	if ((d->kind == DOCUMENT_CONTRACT) != (d->roles[0] != '\0') || !roles_are_known(d->roles))
		return "a contract, and only it, has roles: advertiser, distributor, customer, processor";
	return NULL;
}

/* The clinic's papers are dated in Moscow's days. */
static enum document_state
judge_change(const struct document *d, const struct policy *policy, int64_t now, int64_t *due)
{
	struct err err;

	if (!deadline_end(policy, zone_find("Europe/Moscow"), DEADLINE_RKN_CHANGE, d->valid_from, false, due, &err)) {
		*due = 0;
		return DOCUMENT_OVERDUE;
	}
	if (d->done_at != 0)
		return DOCUMENT_VALID;
	return now >= *due ? DOCUMENT_OVERDUE : DOCUMENT_SOON;
}

enum document_state
document_judge(const struct document *d, const struct policy *policy, int64_t now, int64_t *due)
{
	struct err err;
	int64_t soon;

	if (d->kind == DOCUMENT_RKN_CHANGE)
		return judge_change(d, policy, now, due);
	*due = d->valid_until;
	if (now < d->valid_from)
		return DOCUMENT_NOT_YET;
	if (d->valid_until == 0)
		return DOCUMENT_VALID;
	if (now >= d->valid_until)
		return DOCUMENT_OVERDUE;
	if (!deadline_end(policy, zone_find("Europe/Moscow"), DEADLINE_DOCUMENT_SOON, now, false, &soon, &err))
		return DOCUMENT_SOON;
	return d->valid_until <= soon ? DOCUMENT_SOON : DOCUMENT_VALID;
}
