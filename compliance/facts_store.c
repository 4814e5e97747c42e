/* facts_store.c - facts out of the rows of the views contact_known and contact_facts. */
#include "compliance/facts_store.h"

#include <string.h>

#include "base/clock.h"
#include "compliance/basis.h"
#include "compliance/consent.h"

static struct view
view_of_field(struct copy_field field)
{
	return (struct view){field.data, (size_t)field.len};
}

static void
zones_of_region(const struct regions *regions, struct copy_field field, struct zone_set *out)
{
	const struct region *region = field.data ? region_find(regions, (int)copy_field_int(field)) : NULL;

	out->count = 0;
	for (int i = 0; region != NULL && i < region->zones; i++)
		out->zone[out->count++] = region->zone[i];
}

/* A zone stated by the list beats the zones of the stated region; one that tzdata does not know leaves all open. */
static void
stated_zone(struct copy_field field, struct zone_set *out)
{
	char name[64];

	if (field.data == NULL || field.len == 0 || field.len >= (int)sizeof(name))
		return;
	memcpy(name, field.data, (size_t)field.len);
	name[field.len] = '\0';
	const struct zone *zone = zone_find(name);
	out->count = zone != NULL;
	out->zone[0] = zone;
}

/* The next mark: a word's number, or 0 for what the list of such words does not have. */
static int
take_word(int64_t *marks, int count)
{
	int word = (int)(*marks & 15);

	*marks >>= 4;
	return word < count ? word : 0;
}

static enum tri
take_tri(int64_t *marks)
{
	int tri = (int)(*marks & 3);

	*marks >>= 2;
	return tri <= TRI_YES ? (enum tri)tri : TRI_UNKNOWN;
}

static void
take_marks(int64_t marks, struct facts *facts)
{
	facts->party = (enum party_kind)take_word(&marks, PARTY_COUNT);
	facts->party_state = (enum party_state)take_word(&marks, STATE_COUNT);
	facts->address = (enum address_kind)take_word(&marks, ADDRESS_COUNT);
	facts->owner = (enum address_owner)take_word(&marks, OWNER_COUNT);
	facts->verified = take_tri(&marks);
	facts->party_quarantined = take_tri(&marks);
	facts->paediatric = take_tri(&marks);
	facts->authority = take_tri(&marks);
	facts->published = take_tri(&marks);
	facts->corporate = take_tri(&marks);
}

/* Days since 1970 -> a number like 20110214. */
static int64_t
birth_date_of(struct copy_field field)
{
	int year, month, day;

	if (field.data == NULL)
		return 0;
	day_date(copy_field_int(field), &year, &month, &day);
	return (int64_t)year * 10000 + month * 100 + day;
}

void
facts_take_contact(const struct copy_field row[FACT_COLUMNS], const struct regions *regions, struct facts *facts)
{
	take_marks(copy_field_int(row[FACT_MARKS]), facts);
	facts->confirmed_at = copy_field_time(row[FACT_CONFIRMED_AT]);
	facts->birth_date = birth_date_of(row[FACT_BIRTH_DAY]);
	facts->birth_year = copy_field_int(row[FACT_BIRTH_YEAR]);
	facts->carrier_inn = copy_field_int(row[FACT_CARRIER]);
	zones_of_region(regions, row[FACT_NUMBER_REGION], &facts->number_zones);
	zones_of_region(regions, row[FACT_STATED_REGION], &facts->address_zones);
	stated_zone(row[FACT_STATED_ZONE], &facts->address_zones);
	facts->consents = facts->bases = 0;
	facts->consents_read = tri_of(consent_unpack(view_of_field(row[FACT_CONSENTS]), facts->consent, FACTS_CONSENTS,
	    &facts->consents));
	facts->bases_read = tri_of(basis_unpack(view_of_field(row[FACT_BASES]), facts->basis, FACTS_BASES,
	    &facts->bases));
	facts->frequency = facts->missed = (struct frequency){-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
	facts->suppressions_read = TRI_YES;
	facts->suppressions = 0;
	facts_take_suppression(row, facts);
}

void
facts_take_marks(const struct mark *marks, size_t count, struct facts *facts)
{
	frequency_count(marks, count, facts->now, &facts->frequency);
	frequency_count_missed(marks, count, facts->now, &facts->missed);
	frequency_find_oldest(marks, count, facts->now, &facts->oldest);
}

static bool
is_same(const struct suppression_fact *a, const struct suppression_fact *b)
{
	return a->scope == b->scope && a->channel == b->channel && a->legal_entity_inn == b->legal_entity_inn;
}

void
facts_take_suppression(const struct copy_field row[FACT_COLUMNS], struct facts *facts)
{
	struct suppression_fact said;

	if (row[FACT_SCOPE].data == NULL)
		return;
	said.scope = scope_find(view_of_field(row[FACT_SCOPE]));
	said.channel = row[FACT_SCOPE_CHANNEL].data ? channel_find(view_of_field(row[FACT_SCOPE_CHANNEL])) : CHANNEL_UNKNOWN;
	said.legal_entity_inn = copy_field_int(row[FACT_SCOPE_ENTITY]);
	said.said_at = copy_field_time(row[FACT_SAID_AT]);
	for (int i = 0; i < facts->suppressions; i++)
		if (is_same(&facts->suppression[i], &said))
			return;
	if (said.scope == SCOPE_UNKNOWN || facts->suppressions == FACTS_SUPPRESSIONS) {
		facts->suppressions_read = TRI_UNKNOWN;
		return;
	}
	facts->suppression[facts->suppressions++] = said;
}
