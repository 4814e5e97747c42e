/* numbers.c - mobile numbers out of the real plan, and the ways in which people write them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "tests/samples/samples.h"

enum { ENOUGH = 10000 };	/* numbers in a range, so that it never runs out */

/* 900;0000000;0061999;62000;carrier;region;...: the region is the sixth field. */
static bool
read_line(char *line, struct range *out)
{
	char *field[6], *rest = line;

	for (int i = 0; i < 6; i++)
		if ((field[i] = strsep(&rest, ";")) == NULL)
			return false;
	int64_t code = atoll(field[0]), first = atoll(field[1]), last = atoll(field[2]);
	if (code < 900 || last - first + 1 < ENOUGH || strpbrk(field[5], "|*\"") != NULL ||
	    strlen(field[5]) >= sizeof(out->region))
		return false;
	out->first = 70000000000 + code * 10000000 + first;
	out->capacity = last - first + 1;
	snprintf(out->region, sizeof(out->region), "%s", field[5]);
	return true;
}

void
ranges_read(const char *path, struct ranges *out)
{
	struct buf text = {0};
	struct err err;
	size_t room = 0;

	if (!buf_read_file(&text, path, 64 << 20, &err)) {
		fprintf(stderr, "dozvon-samples: %s\n", err.text);
		exit(EXIT_UNAVAILABLE);
	}
	*out = (struct ranges){0};
	for (char *rest = text.data, *line; (line = strsep(&rest, "\n")) != NULL;) {
		if (out->count == room) {
			room = room ? 2 * room : 1024;
			out->range = memory_grow(out->range, room * sizeof(*out->range));
		}
		out->count += read_line(line, &out->range[out->count]);
	}
	must(out->count > 0);
	buf_release(&text);
}

int64_t
ranges_number(const struct ranges *ranges, uint64_t n, const char **region)
{
	const struct range *range = &ranges->range[n * 7 % ranges->count];
	int64_t place = (int64_t)(n / ranges->count);

	if (ranges->count % 7 == 0)
		range = &ranges->range[n % ranges->count];
	must(place < ENOUGH);
	*region = range->region;
	return range->first + place;
}

void
number_write(struct chance *chance, int64_t number, char out[64])
{
	int code = (int)(number / 10000000 % 1000), a = (int)(number / 10000 % 1000);
	int b = (int)(number / 100 % 100), c = (int)(number % 100);
	static const char *const forms[] = {
		"8 (%03d) %03d-%02d-%02d", "+7 %03d %03d %02d %02d", "+7%03d%03d%02d%02d", "%03d%03d%02d%02d",
		"8%03d%03d%02d%02d", "+7 (%03d) %03d %02d-%02d", "8-%03d-%03d-%02d-%02d",
		"8\u00a0(%03d)\u00a0%03d-%02d-%02d", "тел. 8 %03d %03d-%02d-%02d",
	};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(out, 64, forms[chance_below(chance, sizeof(forms) / sizeof(forms[0]))], code, a, b, c);
#pragma GCC diagnostic pop
}
