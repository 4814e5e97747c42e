/* consent_label.c - the state of consents at one instant by the knowledge of another.  Pure. */
#include "compliance/consent_label.h"

#include <stdlib.h>

#include "base/clock.h"

/* What has its own day counts from that day; what is only learnt counts from the beginning. */
static bool
holds(const struct consent_event *event, int64_t valid, int64_t known)
{
	if (event->recorded_at > known)
		return false;
	return event->act == ACT_invalidated || event->act == ACT_evidence_added || event->valid_from <= valid;
}

int
consent_state_at(const struct consent_event *events, size_t count, int64_t valid, int64_t known,
    struct consent_fact *out, int max)
{
	struct consent_event *held = memory_new((count + 1) * sizeof(*held));
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (holds(&events[i], valid, known))
			held[kept++] = events[i];
	int derived = consent_derive(held, kept, out, max);
	free(held);
	return derived;
}

/* The same day of the month, that many months later; the 31st of a short month is the first of the next. */
static int64_t
months_later(int64_t instant, int months)
{
	int year, month, day;

	day_date(instant / DAY, &year, &month, &day);
	int counted = year * 12 + month - 1 + months;
	return day_number(counted / 12, counted % 12 + 1, day) * DAY + instant % DAY;
}

static enum consent_label
label_of_active(const struct consent_fact *fact, int64_t valid, int64_t confirmed_at, const struct consent_terms *terms)
{
	int64_t last = confirmed_at > fact->granted_at && confirmed_at <= valid ? confirmed_at : fact->granted_at;

	if ((fact->valid_until != 0 && fact->valid_until <= valid) || months_later(last, terms->months) <= valid)
		return LABEL_EXPIRED;
	if (fact->state == CONSENT_STATE_UNPROVEN)
		return LABEL_UNPROVEN;
	return fact->granted_at < terms->legacy_before ? LABEL_LEGACY : LABEL_ACTIVE;
}

enum consent_label
consent_label_of(const struct consent_fact *fact, int64_t valid, int64_t confirmed_at, const struct consent_terms *terms)
{
	switch (fact->state) {
	case CONSENT_STATE_ACTIVE:
	case CONSENT_STATE_UNPROVEN:
		return label_of_active(fact, valid, confirmed_at, terms);
	case CONSENT_STATE_REFUSED:
		return LABEL_REFUSED;
	case CONSENT_STATE_WITHDRAWN:
		return LABEL_WITHDRAWN;
	case CONSENT_STATE_INVALID:
		return LABEL_INVALID;
	default:
		return LABEL_NONE;
	}
}

static const struct {
	const char *name, *text;
} labels[LABEL_COUNT] = {
	[LABEL_NONE] = {"NONE", "none"},
	[LABEL_ACTIVE] = {"ACTIVE", "in force"},
	[LABEL_LEGACY] = {"LEGACY", "of the old form"},
	[LABEL_UNPROVEN] = {"UNPROVEN", "unproven"},
	[LABEL_EXPIRED] = {"EXPIRED", "expired"},
	[LABEL_REFUSED] = {"REFUSED", "refused"},
	[LABEL_WITHDRAWN] = {"WITHDRAWN", "withdrawn"},
	[LABEL_INVALID] = {"INVALID", "found invalid"},
};

const char *
consent_label_name(enum consent_label label)
{
	must((unsigned)label < LABEL_COUNT);
	return labels[label].name;
}

const char *
consent_label_text(enum consent_label label)
{
	must((unsigned)label < LABEL_COUNT);
	return labels[label].text;
}
