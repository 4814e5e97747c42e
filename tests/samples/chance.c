/* chance.c - reproducible chance: splitmix64 of a seed. */
#include "tests/samples/samples.h"

static uint64_t
next(struct chance *chance)
{
	uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

uint32_t
chance_below(struct chance *chance, uint32_t limit)
{
	return (uint32_t)((next(chance) >> 32) * limit >> 32);
}

bool
chance_percent(struct chance *chance, double percent)
{
	return chance_below(chance, 1000000) < percent * 10000;
}
