/* dice.c - chance that can be repeated: the finaliser of splitmix64 over key and number. */
#include "tests/twin/dice.h"

#include <string.h>

static uint64_t
mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

struct dice
dice_of(uint64_t seed, uint64_t subject, uint64_t turn)
{
	return (struct dice){mix(mix(mix(seed) ^ subject) ^ turn)};
}

uint64_t
dice_bits(const struct dice *dice, unsigned draw)
{
	return mix(dice->key ^ (uint64_t)draw << 32);
}

double
dice_share(const struct dice *dice, unsigned draw)
{
	return (double)(dice_bits(dice, draw) >> 11) / 9007199254740992.0;
}

int64_t
dice_between(const struct dice *dice, unsigned draw, int64_t min, int64_t max)
{
	if (max <= min)
		return min;
	return min + (int64_t)(dice_bits(dice, draw) % (uint64_t)(max - min + 1));
}

uint64_t
hash_bytes(const void *data, uint64_t len)
{
	const unsigned char *bytes = data;
	uint64_t hash = len * 0x9e3779b97f4a7c15;
	uint64_t word;

	for (; len >= 8; len -= 8, bytes += 8) {
		memcpy(&word, bytes, 8);
		hash = mix(hash ^ word);
	}
	word = 0;
	memcpy(&word, bytes, len);
	return mix(hash ^ word);
}
