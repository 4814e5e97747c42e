/*
 * facts_store.h - facts out of the rows of the views contact_known and contact_facts.
 *
 * The same columns in the same order come by COPY when a campaign is planned
 * and by query when a batch is claimed.  A contact with several suppressions
 * comes as several rows, next to each other: the first makes the facts, the
 * others add theirs.
 */
#ifndef COMPLIANCE_FACTS_STORE_H
#define COMPLIANCE_FACTS_STORE_H

#include "compliance/facts.h"
#include "compliance/frequency.h"
#include "config/regions.h"
#include "db/db.h"

/* Columns of facts rows, in the order of the queries. */
enum {
	FACT_CONTACT_POINT, FACT_PARTY, FACT_MARKS, FACT_CARRIER, FACT_NUMBER_REGION, FACT_STATED_REGION, FACT_STATED_ZONE, FACT_CONSENTS,
	FACT_BASES, FACT_CONFIRMED_AT, FACT_BIRTH_DAY, FACT_BIRTH_YEAR, FACT_SCOPE, FACT_SCOPE_CHANNEL, FACT_SCOPE_ENTITY, FACT_SAID_AT,
	FACT_COLUMNS,
	FACT_CONTACT_COLUMNS = FACT_SCOPE	/* the planner streams refusals apart */
};

/* Writes the contact's part of *facts over what the campaign's part holds; the frequency is not in the row: facts_take_marks. */
void facts_take_contact(const struct copy_field row[FACT_COLUMNS], const struct regions *regions, struct facts *facts);
/* The suppression of a row, if it has one; more than fit, or a strange one, make the list unknown. */
void facts_take_suppression(const struct copy_field row[FACT_COLUMNS], struct facts *facts);

/* How often the party was contacted, from its attempts. */
void facts_take_marks(const struct mark *marks, size_t count, struct facts *facts);

#endif
