/* pack.c - the shipped policy pack, in force in a test's database. */
#include "tests/support/pack.h"

#include <stdio.h>

#include "compliance/policy_store.h"

void
test_pack_in_force(struct db *db, int64_t now, const char *first, const char *second)
{
	struct err err = {0};
	struct policy *policy = NULL;

	if (policy_follow(db, "ru", "RU", NULL, now, &policy, &err)) {
		policy_free(policy);
		return;
	}
	policy = policy_load("config/policies/ru.yaml", now, &err);
	bool done = policy != NULL && policy_store_add(db, policy, second, now, &err) &&
	    policy_store_sign(db, policy->sha256, first, "read", "", now, &err) &&
	    policy_store_sign(db, policy->sha256, second, "read", "", now, &err) &&
	    policy_store_activate(db, policy->sha256, second, now, &err);
	if (!done)
		fprintf(stderr, "pack: %s\n", err.text);
	must(done);
	policy_free(policy);
}
