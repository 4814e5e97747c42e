/* uuid.c - UUID version 7. */
#include "base/uuid.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypto.h"

static uint8_t pool[6 * 256];
static size_t used = sizeof(pool);

static void
forget_pool(void)
{
	used = sizeof(pool);
}

static void
fill_pool(void)
{
	static bool watches_forks;

	if (!watches_forks)
		must(pthread_atfork(NULL, NULL, forget_pool) == 0);	/* a fork must not repeat its parent's */
	watches_forks = true;
	random_bytes(pool, sizeof(pool));
	used = 0;
}

/*
 * 12 bits after the version and the 14 after the variant hold a counter that
 * starts anew each millisecond, so that a batch sorts as it was made; the
 * last 48 bits are chance, drawn in blocks because a draw costs a system call.
 */
struct uuid
uuid_new(int64_t now)
{
	static uint64_t last_ms;
	static uint32_t counter;
	struct uuid uuid;
	uint64_t ms = (uint64_t)(now / 1000);

	if (used == sizeof(pool))
		fill_pool();
	if (ms > last_ms) {
		last_ms = ms;
		counter = 0;
	} else if (++counter >= 1u << 26) {
		last_ms++;
		counter = 0;
	}
	for (int i = 0; i < 6; i++)
		uuid.bytes[i] = (uint8_t)(last_ms >> (40 - 8 * i));
	uuid.bytes[6] = (uint8_t)(0x70 | counter >> 22);
	uuid.bytes[7] = (uint8_t)(counter >> 14);
	uuid.bytes[8] = (uint8_t)(0x80 | (counter >> 8 & 0x3f));
	uuid.bytes[9] = (uint8_t)counter;
	memcpy(uuid.bytes + 10, pool + used, 6);
	used += 6;
	return uuid;
}

void
uuid_format(struct uuid uuid, char text[UUID_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	char *p = text;

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = digits[uuid.bytes[i] >> 4];
		*p++ = digits[uuid.bytes[i] & 15];
	}
	*p = '\0';
}

bool
uuid_parse(const char *text, struct uuid *out)
{
	char digits[33];
	size_t len = 0;

	if (strlen(text) != 36)
		return false;
	for (int i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash != (text[i] == '-'))
			return false;
		if (!dash)
			digits[len++] = text[i];
	}
	digits[len] = '\0';
	return hex_read(digits, out->bytes, sizeof(out->bytes));
}

bool
uuid_equal(struct uuid a, struct uuid b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}
