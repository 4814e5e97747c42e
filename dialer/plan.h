/*
 * plan.h - the audience of a campaign, judged by the gate in bulk: one stored, reason-coded target for each person.
 *
 * Facts stream out of the database, verdicts stream back by COPY, in constant
 * memory and in chunks of one transaction each: a crash loses at most the
 * chunk under way and planning resumes behind the last party planned.  Each
 * chunk adds one entry to the log with the Merkle root over its rows.  A dry
 * run is the same without the writing.
 */
#ifndef DIALER_PLAN_H
#define DIALER_PLAN_H

#include "campaigns/campaign.h"
#include "compliance/gate.h"
#include "compliance/policy.h"
#include "config/contracts.h"
#include "config/regions.h"

struct plan_result {
	int64_t audience;
	int64_t outcome[OUTCOME_COUNT];
	int64_t reason[256][2];		/* by deciding rule number: [0] how many denied, [1] how many deferred or in review */
};

/*
 * Three connections: the audience and its past (refusals, attempts) are two streams in the order of parties, merged here; writer takes
 * the targets and may be NULL for a dry run.
 */
bool plan_campaign(struct db *audience, struct db *past, struct db *writer, const struct campaign *campaign,
    const struct policy *policy, const struct regions *regions, const struct contract *contract, const char *process,
    int64_t now, struct plan_result *out, struct err *err) warn_unused;
/* A dry run under policy that shows each contact, with the facts and the verdict on them. */
typedef void plan_see(void *context, int64_t contact_point, const struct facts *facts, const struct verdict *verdict);
bool plan_shown(struct db *audience, struct db *past, const struct campaign *campaign, const struct policy *policy,
    const struct regions *regions, const struct contract *contract, int64_t now, plan_see *see, void *context,
    struct err *err) warn_unused;

#endif
