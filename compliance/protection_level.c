/* protection_level.c - which level of protection the law asks for. */
#include "compliance/protection_level.h"

int
protection_level(int64_t persons, bool health)
{
	return (health ? 3 : 4) - (persons > PERSONS_MOST);
}
