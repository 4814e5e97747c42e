/* plan_part_store.h - in which parts a campaign is planned, and how far each of them has come. */
#ifndef DIALER_PLAN_PART_STORE_H
#define DIALER_PLAN_PART_STORE_H

#include "dialer/plan.h"

enum { PLAN_PARTS = 2 };		/* each keeps its process and three of PostgreSQL's busy, by turns */

/* Divides the campaign's audience, if nobody has yet; gives what is left of each part. */
bool plan_parts_open(struct db *db, int64_t campaign, struct plan_part part[PLAN_PARTS], int *count, struct err *err) warn_unused;

#endif
