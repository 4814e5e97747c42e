/*
 * plan.h - the audience of a campaign, judged by the gate in bulk: one stored, reason-coded target for each person.
 *
 * Facts stream out of the database, verdicts stream back by COPY, in constant
 * memory and in chunks of one transaction each: a crash loses at most the
 * chunk under way and planning resumes behind the last party planned.  A large
 * campaign has two parts, planned beside each other (plan_worker).  Each
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

/* What a plan is made of; all of it outlives the plan. */
struct plan_work {
	const struct campaign *campaign;
	const struct policy *policy;
	const struct regions *regions;
	const struct contract *contract;
	const char *process;		/* who plans, for the log */
	int64_t now;
};

/* The parties behind one up to another: what one process plans. */
struct plan_part {
	int number;
	int64_t after, until;		/* party ids */
};
#define PLAN_EVERYBODY ((struct plan_part){.until = INT64_MAX})

/* The audience and its past (refusals, attempts) are two streams in the order of parties, merged here; writer takes the targets. */
struct plan_streams {
	struct db *audience, *past;
	struct db *writer;		/* NULL: a dry run */
};

/* Plans one part; who is there already is not asked for again. */
bool plan_part(const struct plan_streams *streams, const struct plan_work *work, const struct plan_part *part, struct plan_result *out,
    struct err *err) warn_unused;
/* A dry run for everybody that shows each contact, with the facts and the verdict on them. */
typedef void plan_see(void *context, int64_t contact_point, const struct facts *facts, const struct verdict *verdict);
bool plan_shown(const struct plan_streams *streams, const struct plan_work *work, plan_see *see, void *context, struct err *err) warn_unused;

#endif
