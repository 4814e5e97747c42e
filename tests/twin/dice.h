/*
 * dice.h - chance that can be repeated.
 *
 * A draw is a pure function of the key and of the draw's number, so that one
 * fault more in a script does not move all other draws.
 */
#ifndef TWIN_DICE_H
#define TWIN_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t key;
};

struct dice dice_of(uint64_t seed, uint64_t subject, uint64_t turn);
uint64_t dice_bits(const struct dice *dice, unsigned draw);
double dice_share(const struct dice *dice, unsigned draw);		/* 0 <= x < 1 */
int64_t dice_between(const struct dice *dice, unsigned draw, int64_t min, int64_t max);
/* A number for bytes; not for secrets. */
uint64_t hash_bytes(const void *data, uint64_t len);

#endif
