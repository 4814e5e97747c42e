/*
 * killer.c - every test of the gate that needs no database, in one program that ends with the first failure.
 *
 * mutate.py links it with one broken object at a time; their mains have the names below.
 */
#include <stdlib.h>

#define TESTS(X) X(words) X(verdict) X(rules) X(clearance) X(review) X(proof) X(zone_window) X(frequency) X(basis) X(gate) \
	X(edges) X(matrix) X(cases) X(consent) X(policy) X(term) X(pack_reading) X(gate_property) X(states)

#define DECLARE(noun) int noun##_main(void);
TESTS(DECLARE)

int
main(void)
{
	setenv("DOZVON_STATES", "2", 0);
	setenv("DOZVON_PROPERTY_FACTS", "3000", 0);
	setenv("SEED", "1", 0);
#define RUN(noun) \
	if (noun##_main() != 0) \
		return 1;
	TESTS(RUN)
	return 0;
}
