/* uuid.h - UUID version 7 (RFC 9562): 48 bits of milliseconds, then a counter and chance. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

struct uuid {
	uint8_t bytes[16];
};

enum { UUID_TEXT = 37 };	/* bytes of its text with the NUL */

/* A new one; those of one process sort in the order of their making. */
struct uuid uuid_new(int64_t now);
void uuid_format(struct uuid uuid, char text[UUID_TEXT]);
bool uuid_parse(const char *text, struct uuid *out);
bool uuid_equal(struct uuid a, struct uuid b);

#endif
